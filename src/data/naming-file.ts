/**
 * Lets errors of the system name the file that they are about: those of writes to an open file name none, and those
 * of a temporary file (`temporary.ts`) name one that nobody knows.
 */
export function namingFile<T>(path: string, action: () => T): T {
  try {
    return action()
  } catch (error) {
    nameFile(error, path)
    throw error
  }
}

/** As `namingFile`, for work that waits. */
export async function namingFileLater<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action()
  } catch (error) {
    nameFile(error, path)
    throw error
  }
}

/** What both do to an error, for where neither can be used. */
export function nameFile(error: unknown, path: string): void {
  if (error instanceof Error && 'syscall' in error && !namesKnownFile(error)) Object.assign(error, { path })
}

function namesKnownFile(error: Error): boolean {
  return 'path' in error && typeof error.path === 'string' && !error.path.includes('/.new-')
}
