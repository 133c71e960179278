import { dirname, isAbsolute, relative, resolve, sep } from 'node:path'
import { type Located, nodeAt, plainValue, valuePosition } from './located-tree.ts'
import { keyPath, type Path, quoted } from './printable.ts'
import type { Finding } from './schema-findings.ts'

/** What a study may read: everything, or only what lies in these absolute folders. */
export type ReadableFolders = 'everywhere' | readonly string[]

export interface PathRules {
  /** Folder that file names in positions are relative to. */
  readonly cwd: string
  readonly readable: ReadableFolders
  /** The path with symbolic links followed, as far as it exists. */
  readonly followLinks: (path: string) => string
}

/** A path written in a study, made absolute against the file that holds it. */
export function absolutePath(root: Located, path: Path, cwd: string): string {
  return resolve(cwd, dirname(valuePosition(root, path).file), String(plainValue(nodeAt(root, path) ?? root)))
}

/** Whether `path` is one of `folders` or below it. */
export function isReadable(path: string, { readable, followLinks }: PathRules): boolean {
  if (readable === 'everywhere') return true
  return readable.some((folder) => {
    const steps = relative(followLinks(folder), followLinks(path))
    return steps !== '..' && !steps.startsWith(`..${sep}`) && !isAbsolute(steps)
  })
}

/** Paths of datasets and manifests that lead out of the folders a study may read. */
export function checkPaths(root: Located, rules: PathRules): Finding[] {
  return writtenPaths(root)
    .filter(({ path }) => !isReadable(absolutePath(root, path, rules.cwd), rules))
    .map(({ path, value }) => ({
      path,
      at: 'value',
      found: `${keyPath(path)} is ${quoted(value)}, outside the working directory and the study's folder.`,
      fix: 'Move it there, or allow it with --allow-outside.',
    }))
}

function writtenPaths(root: Located): { path: Path; value: string }[] {
  return [
    ['datasets', 'path'],
    ['engines', 'manifest'],
  ].flatMap(([list, key]) => {
    const node = nodeAt(root, [list])
    if (node?.kind !== 'list') return []
    return node.items.flatMap((_, i) => {
      const written = nodeAt(root, [list, i, key])
      return written?.kind === 'scalar' && typeof written.value === 'string'
        ? [{ path: [list, i, key], value: written.value }]
        : []
    })
  })
}
