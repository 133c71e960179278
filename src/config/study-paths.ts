import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { type Located, nodeAt, plainValue, valuePosition } from './located-tree.ts'
import { nearestName } from './nearest-name.ts'
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
  /** Says what lies at an absolute path; without it nothing is looked for. */
  readonly look?: (path: string) => Looked
}

/** A file (or anything else that can be tried to read), or the names beside where it should be. */
export type Looked = 'file' | 'folder' | { readonly beside: readonly string[] }

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

/** Paths of datasets and manifests that lead out of the folders a study may read, or to no file. */
export function checkPaths(root: Located, rules: PathRules): Finding[] {
  const written = writtenPaths(root).flatMap(({ path, value }) => {
    const absolute = absolutePath(root, path, rules.cwd)
    const problem = isReadable(absolute, rules) ? missingFile(absolute, value, rules) : OUTSIDE
    return problem === undefined ? [] : [finding(path, value, problem)]
  })
  return [...written, ...checkLabels(root, rules)]
}

/** The labels of an array lie beside it by their name, but a link of that name may lead elsewhere. */
function checkLabels(root: Located, rules: PathRules): Finding[] {
  return writtenPaths(root).flatMap(({ path, value }) => {
    const target: Path = [...path.slice(0, -1), 'target']
    const node = nodeAt(root, target)
    if (!value.endsWith('.npy') || node?.kind !== 'scalar' || typeof node.value !== 'string') return []
    const beside = join(dirname(absolutePath(root, path, rules.cwd)), basename(node.value))
    return isReadable(beside, rules) ? [] : [finding(target, node.value, OUTSIDE)]
  })
}

function finding(path: Path, value: string, { why, fix }: PathProblem): Finding {
  return { path, at: 'value', found: `${keyPath(path)} is ${quoted(value)}${why}`, fix }
}

interface PathProblem {
  readonly why: string
  readonly fix: string
}

const OUTSIDE: PathProblem = {
  why: ", outside the working directory and the study's folder.",
  fix: 'Move it there, or allow it with --allow-outside.',
}

function missingFile(absolute: string, written: string, { look }: PathRules): PathProblem | undefined {
  const found = look?.(absolute) ?? 'file'
  if (found === 'file') return undefined
  if (found === 'folder') return { why: ', which is a folder.', fix: 'Give the path of a file.' }
  const nearest = nearestName(basename(written), found.beside)
  return {
    why: ', and there is no such file.',
    fix: nearest === undefined ? '' : `Did you mean ${quoted(join(dirname(written), nearest))}?`,
  }
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
