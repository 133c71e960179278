import { InputError } from '../config/input-error.ts'
import { locateStudy } from '../config/parse-study.ts'
import { askStudyCase } from '../conformance/ask-study-case.ts'
import { type Neighbor, type RowAnswer, rowAnswers } from '../conformance/one-row.ts'
import { RENDERERS } from '../report/render/index.ts'
import { hangingText } from '../report/render/wrap-text.ts'
import { blank, type Cell, number, numberColumn, type Table, text, textColumn } from '../report/table.ts'
import type { MissingEngine, ReadyEngine } from '../runner/ready-engine.ts'
import { isReady } from '../runner/resolve-engine.ts'
import { caseLabel } from '../runner/study-case.ts'
import { requireName } from './dataset-names.ts'
import { withEngineHost } from './engine-host.ts'
import { cacheRoot } from './folders.ts'
import { colorOf, EXIT, type Io, widthOf } from './io.ts'
import { knownNames } from './known-names.ts'
import { namedEngine } from './named-engine.ts'
import { onAllRows, type ReadStudy, readStudy } from './read-study.ts'
import { studyCases } from './study-cases.ts'
import { studyEngines } from './study-engines.ts'

export interface RowOptions {
  readonly dataset?: string
  readonly row?: string
  readonly study?: string
  readonly allowOutside?: true
  readonly json?: true
}

/** `engines verify NAME --dataset D --row N`: one test row of one dataset, with the neighbors that were told and the right ones. */
export async function verifyRow(named: string, options: RowOptions, io: Io): Promise<number> {
  const { dataset, row } = requireBoth(options)
  const { study, places } = studyOf(dataset, options, io)
  const engine = requireReady(engineOf(named, study, places, options, io))
  const whole = onAllRows(study)
  const [studyCase] = studyCases(whole, places, { cacheRoot: cacheRoot(io) })
  const { prepared } = studyCase
  if (row >= prepared.n_test)
    throw new InputError({
      found: `--row is ${row}; ${caseLabel(studyCase)} has test rows 0 to ${prepared.n_test - 1}.`,
      fix: '',
    })
  const { graded, failures } = await withEngineHost(io, (host) =>
    askStudyCase(engine, whole, studyCase, host),
  )
  const answers = rowAnswers(graded, row, prepared.classes)
  const rows_wrong = graded.flatMap(({ grades }) => grades).filter(({ grade }) => grade === 'wrong').length
  const told = {
    engine: engine.entry.name,
    case_id: prepared.case_id,
    row,
    cells_wrong: rows_wrong,
    failures,
    answers,
  }
  const words = {
    heading: `${engine.entry.name} · ${caseLabel(studyCase)} · test row ${row}`,
    classes: prepared.classes,
  }
  io.stdout.write(
    options.json === true ? `${JSON.stringify(told, null, 2)}\n` : rowText(answers, failures, words, io),
  )
  if (rows_wrong > 0) return EXIT.wrong
  return answers.length === 0 ? EXIT.failed : EXIT.ok
}

function requireBoth({ dataset, row }: RowOptions): { readonly dataset: string; readonly row: number } {
  if (dataset === undefined || row === undefined || !/^\d+$/.test(row)) {
    throw new InputError({
      found: 'one row of one dataset is shown.',
      fix: 'Write  --dataset NAME --row N  with N from 0, and perhaps  --study FILE',
    })
  }
  return { dataset, row: Number(row) }
}

/** The study's split and preparation, or those that a first study has. */
function studyOf(
  dataset: string,
  { study, allowOutside }: RowOptions,
  io: Io,
): Pick<ReadStudy, 'study' | 'places'> {
  if (study !== undefined)
    return readStudy(study, { dataset: [dataset], ...(allowOutside === true ? { allowOutside } : {}) }, io)
  requireName(dataset)
  const text = JSON.stringify({ name: 'verify', datasets: [dataset], engines: ['ts-brute'] })
  return locateStudy({ file: 'verify', text }, knownNames())
}

/** An engine of the study by its name there, or any that can be named. */
function engineOf(
  named: string,
  study: ReadStudy['study'],
  places: ReadStudy['places'],
  options: RowOptions,
  io: Io,
): ReadyEngine | MissingEngine {
  const entry = study.engines.find(({ name }) => name === named)
  if (options.study === undefined || entry === undefined) return namedEngine(named, io).engine
  const { ready, missing } = studyEngines({ ...study, engines: [entry] }, places, cacheRoot(io))
  return [...ready, ...missing][0]
}

function requireReady(engine: ReadyEngine | MissingEngine): ReadyEngine {
  if (isReady(engine)) return engine
  throw new InputError({ found: `${engine.entry.name} is ${engine.missing}.`, fix: engine.fix })
}

interface Words {
  readonly heading: string
  readonly classes: readonly string[]
}

/** The first wrong cell, or else the first of all, with its neighbors. */
function rowText(
  answers: readonly RowAnswer[],
  failures: readonly string[],
  { heading, classes }: Words,
  io: Io,
): string {
  const options = { width: widthOf(io.stdout, io.env), color: colorOf(io.stdout, io.env) }
  const wrong = answers.filter(({ sentence }) => sentence !== undefined)
  const shown = wrong[0] ?? answers[0]
  const lines = [
    ...failures.map((message) => `not answered: ${message}`),
    wrong.length === 0
      ? `right in all of its ${answers.length} cells`
      : `wrong in ${wrong.length} of ${answers.length} cells`,
    ...wrong.map((answer) => `  ${cellWords(answer)}: ${answer.sentence}`),
  ].map((line) => hangingText('', line, options.width))
  const table =
    shown === undefined ? '' : `\n${RENDERERS.terminal.render([neighborsTable(shown, classes)], options)}`
  return `${heading}\n${lines.join('\n')}\n${table}`
}

function cellWords({ configuration: { n_neighbors, metric, weights } }: RowAnswer): string {
  return `k=${n_neighbors} ${metric} ${weights}`
}

function neighborsTable(answer: RowAnswer, classes: readonly string[]): Table {
  const { nearest, returned, label } = answer
  return {
    name: 'neighbors',
    title: `${cellWords(answer)}: the label told is ${classes[label] ?? label}`,
    unit_of_replication: 'neighbor',
    columns: [
      numberColumn('position', '', 'count', 0),
      numberColumn('row', 'told: training row', 'none', 0),
      textColumn('distance', 'distance', 0),
      textColumn('label', 'label', 1),
      numberColumn('right_row', 'right: training row', 'none', 0),
      textColumn('right_distance', 'distance', 0),
      textColumn('right_label', 'label', 1),
    ],
    rows: nearest.map((right, at) => [
      number(at + 1, blank('')),
      ...neighborCells(returned?.[at], classes),
      ...neighborCells(right, classes),
    ]),
    notes: returned === undefined ? ['The engine tells labels only.'] : [],
  }
}

function neighborCells(neighbor: Neighbor | undefined, classes: readonly string[]): Cell[] {
  if (neighbor === undefined) return [0, 1, 2].map(() => blank('the engine tells labels only'))
  const { row, distance, label } = neighbor
  return [number(row, blank('no row')), text(String(distance)), text(classes[label] ?? '–')]
}
