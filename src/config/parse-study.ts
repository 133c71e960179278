import { dirname, resolve } from 'node:path'
import { checkStudy } from './check-study.ts'
import { InputError, type InputProblem } from './input-error.ts'
import { plainValue } from './located-tree.ts'
import type { StudySource } from './located-yaml.ts'
import { type FindBase, readLayers } from './read-layers.ts'
import { resolveStudy } from './resolve-study.ts'
import { placeFinding, schemaFindings } from './schema-findings.ts'
import type { KnownNames, Study } from './study.ts'
import { absolutePath, checkPaths, type PathRules } from './study-paths.ts'
import { type StudyPlaces, studyPlaces } from './study-places.ts'
import { studyFileSchema } from './study-schema.ts'

export interface ParseOptions {
  /** Folder that `source.file` is relative to; by default the process's. */
  readonly cwd?: string
  /** Reads the study that `extends` names; without it `extends` is refused. */
  readonly findBase?: FindBase
  /** Lets dataset and manifest paths lead out of the working directory and the study's folder. */
  readonly allow_outside?: boolean
  /** Follows symbolic links before that is decided; by default paths are taken as written. */
  readonly followLinks?: (path: string) => string
  /** Says whether there is a file; by default paths are not looked at. */
  readonly look?: PathRules['look']
}

/** A study with where its parts are written, for what is found wrong with them later. */
export interface LocatedStudy {
  readonly study: Study
  readonly places: StudyPlaces
}

/**
 * The study in a YAML text, every default filled in and every path absolute.
 * Throws one `InputError` with all problems, each with `file:line:column`, in the order of the text.
 */
export function parseStudy(source: StudySource, known: KnownNames, options: ParseOptions = {}): Study {
  return locateStudy(source, known, options).study
}

/** As `parseStudy`, with the places of the text. */
export function locateStudy(
  source: StudySource,
  known: KnownNames,
  options: ParseOptions = {},
): LocatedStudy {
  const { root, problems } = readLayers(source, options.findBase)
  const rules = pathRules(source, options)
  const schema = studyFileSchema(known)
  const checked = schema.safeParse(plainValue(root))
  const findings = [
    ...schemaFindings(root, checked.error?.issues ?? []),
    ...checkStudy(root, schema, known),
    ...checkPaths(root, rules),
  ]
  const all = [...problems, ...findings.map((finding) => placeFinding(root, finding))]
  if (!checked.success || all.length > 0) throw new InputError(inOrder(all))
  const study = resolveStudy(checked.data, (path) => absolutePath(root, path, rules.cwd))
  return { study, places: studyPlaces(root, checked.data.engines) }
}

function pathRules(
  source: StudySource,
  { cwd = '.', allow_outside = false, followLinks = (path) => path, look }: ParseOptions,
): PathRules {
  const folder = resolve(cwd)
  const readable = allow_outside ? 'everywhere' : [folder, resolve(folder, dirname(source.file))]
  return { cwd: folder, readable, followLinks, ...(look === undefined ? {} : { look }) }
}

/** By file, line and column; the schema may report one value twice, which is one problem. */
function inOrder(problems: readonly InputProblem[]): InputProblem[] {
  const distinct = new Map(problems.map((problem) => [JSON.stringify(problem), problem]))
  return [...distinct.values()].sort(
    ({ where: a }, { where: b }) =>
      compare(a?.file ?? '', b?.file ?? '') ||
      compare(a?.line ?? 0, b?.line ?? 0) ||
      compare(a?.column ?? 0, b?.column ?? 0),
  )
}

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0
}
