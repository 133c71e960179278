import { LineCounter, parseDocument, type YAMLError } from 'yaml'
import { InputError, type InputProblem, type Position } from './input-error.ts'
import type { LocatedMapping } from './located-tree.ts'
import { printable } from './printable.ts'
import { nestedTooDeep, readTree } from './read-tree.ts'

export const MAX_CHARACTERS = 1024 * 1024
/** More syntax errors than that are those of another kind of file. */
const MAX_ERRORS = 20

/** A YAML text and the file name its positions carry. */
export interface StudySource {
  readonly file: string
  readonly text: string
}

/** What reading gave: the root mapping, and problems that do not keep the rest from being checked. */
export interface LocatedFile {
  readonly root: LocatedMapping
  readonly problems: readonly InputProblem[]
}

/**
 * Reads one YAML mapping with positions; throws `InputError` with one problem per syntax error. `needs` names
 * the keys that an empty file lacks.
 */
export function readYaml(source: StudySource, needs = 'key: value  lines'): LocatedFile {
  const start = { file: source.file, line: 1, column: 1 }
  if (source.text.length > MAX_CHARACTERS) throw tooLarge(source.file)
  const lines = new LineCounter()
  const document = parseDocument(source.text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false })
  const where = (offset: number): Position => ({ file: source.file, ...lineAndColumn(lines, offset) })
  const errors = [...document.errors, ...document.warnings]
  const tooDeep = errors.find(({ message }) => message.startsWith('Maximum call stack'))
  if (tooDeep !== undefined) throw nestedTooDeep(where(tooDeep.pos[0]))
  if (errors.length > 0)
    throw new InputError(errors.slice(0, MAX_ERRORS).map((error) => syntaxProblem(error, where)))
  if (document.contents === null) throw refusal(start, 'the file is empty.', `It needs  ${needs}.`)
  const { root, problems } = readTree(document, where)
  if (root.kind === 'mapping') return { root, problems }
  if (problems.length > 0) throw new InputError(problems)
  throw refusal(root.where, 'the file is not a mapping of keys to values.', `It needs  ${needs}.`)
}

/** No study and no manifest is as large. */
export function tooLarge(file: string): InputError {
  return refusal({ file, line: 1, column: 1 }, 'the file has more than 1 MiB.', 'Is it the right file?')
}

function refusal(where: Position, found: string, fix: string): InputError {
  return new InputError({ where, found, fix })
}

function lineAndColumn(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset)
  return { line, column: col }
}

function syntaxProblem(error: YAMLError, where: (offset: number) => Position): InputProblem {
  const [firstLine] = error.message.split('\n')
  return { where: where(error.pos[0]), found: `not valid YAML: ${printable(firstLine)}.`, fix: '' }
}
