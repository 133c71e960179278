/**
 * Lets errors of the system name the file that they are about: those of writes to an open file name none, and those
 * of a temporary file (`temporary.ts`) name one that nobody knows.
 */
export function namingFile<T>(path: string, action: () => T): T {
  try {
    return action()
  } catch (error) {
    if (error instanceof Error && 'syscall' in error && !namesKnownFile(error)) Object.assign(error, { path })
    throw error
  }
}

function namesKnownFile(error: Error): boolean {
  return 'path' in error && typeof error.path === 'string' && !error.path.includes('/.new-')
}
