import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readIntegers } from '../../src/data/npy.ts'
import { readLedger } from '../../src/ledger/read-ledger.ts'
import type { RecordOf } from '../../src/ledger/record.ts'
import { installedPython } from './installed-python.ts'

const HERE = fileURLToPath(new URL('.', import.meta.url))
const TOOL = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))
const FILES = fileURLToPath(new URL('../../../shared/datasets/', import.meta.url))
const RIGHT = ['identical', 'tie-equivalent', 'epsilon-equivalent']
const SCORES = ['accuracy', 'precision', 'recall', 'f1', 'roc_auc'] as const
type Score = (typeof SCORES)[number]

const python = installedPython()
const missing = existsSync(FILES)
  ? python === undefined
    ? 'no Python with scikit-learn'
    : undefined
  : `no files in ${FILES}`
if (missing !== undefined) console.log(`SKIPPED: the study's five files (${missing})`)

interface Reference extends Record<Score, number> {
  readonly n_neighbors: number
  readonly metric: string
  readonly weights: string
  readonly labels: readonly number[]
}

/** scikit-learn's trees take a quarter of an hour for loan-approval alone; docs/conformance.md has them. */
const STUDIES = [
  { what: 'four of the files, 6 engines', study: 'study.yaml', cells: 960 },
  { what: 'loan-approval, 4 engines', study: 'study-loan.yaml', cells: 160 },
]

describe.skipIf(missing !== undefined).each(STUDIES)(
  "the published study's data: $what × 40 configurations, all test rows",
  ({ study, cells }) => {
    const folder = mkdtempSync(join(tmpdir(), 'knnbench-full-'))
    const out = join(folder, 'results')
    let verifications: RecordOf<'verification'>[] = []
    let data: RecordOf<'data'>[] = []

    beforeAll(() => {
      const run = tool(['run', join(HERE, study), '--answers-only', '--allow-outside', '--out', out])
      expect(run.stderr).not.toContain('bug')
      expect(run.status).toBe(0)
      const { records } = readLedger(out)
      verifications = records.filter((record) => record.type === 'verification')
      data = records.filter((record) => record.type === 'data')
    })
    afterAll(() => rmSync(folder, { recursive: true, force: true }))

    it('grades every cell right, on every test row', () => {
      expect(verifications).toHaveLength(cells)
      const rows = new Map(data.map(({ case_id, n_test }) => [case_id, n_test]))
      for (const cell of verifications) {
        expect(RIGHT, JSON.stringify(cell)).toContain(cell.grade)
        expect(cell.rows_graded).toBe(rows.get(cell.case_id))
      }
      console.log(
        table('cells by grade', count(verifications.map(({ engine, grade }) => `${engine} ${grade}`))),
      )
    })

    it("gives scikit-learn's own labels on every row that is not ambiguous", () => {
      const differing: string[] = []
      for (const { dataset, case_id } of data) {
        const reference = sklearnReference(dataset)
        for (const cell of verifications.filter((one) => one.case_id === case_id)) {
          const labels = readIntegers(join(out, 'answers', `${cell.labels}.npy`))
          const expected = referenceOf(reference, cell.configuration).labels
          const rows = expected.flatMap((label, row) => (label === labels[row] ? [] : [row]))
          expect(cell.ambiguous).toEqual(expect.arrayContaining(rows))
          if (rows.length > 0)
            differing.push(
              `${dataset} ${cell.engine} ${Object.values(cell.configuration).join('/')}: rows ${rows.join(' ')}`,
            )
        }
      }
      console.log(
        `${differing.length} of ${cells} cells differ from scikit-learn's labels, all in ambiguous rows\n${differing.join('\n')}`,
      )
      const ambiguous = verifications.filter(
        ({ engine, rows_ambiguous }) => engine === 'ts-brute' && rows_ambiguous > 0,
      )
      console.log(
        table(
          'ambiguous rows, by dataset',
          sum(ambiguous.map((cell) => [cell.case_id, cell.rows_ambiguous])),
        ),
      )
    })

    it('reports the scores that sklearn.metrics gives to the same answers', () => {
      const csv = tool(['report', out, '--table', 'cells', '--format', 'csv']).stdout
      const rows: Record<string, string>[] = parse(csv, { columns: true })
      expect(rows).toHaveLength(cells)
      const jobs = rows.map((row) => answerFiles(row))
      const scored = throughPython('sklearn_scores.py', jobs) as Record<Score, number>[]
      for (const [index, row] of rows.entries()) {
        for (const score of SCORES)
          expect(
            Math.abs(Number(row[score]) - scored[index][score]),
            `${score} of ${JSON.stringify(row)}`,
          ).toBeLessThan(1e-12)
      }
    })

    function answerFiles(row: Record<string, string>) {
      const facts = data.find(({ dataset }) => dataset === row.dataset)
      const cell = verifications.find(
        ({ case_id, engine, configuration }) =>
          case_id === facts?.case_id &&
          engine === row.engine &&
          configuration.n_neighbors === Number(row.n_neighbors) &&
          configuration.metric === row.metric &&
          configuration.weights === row.weights,
      )
      const file = (sha256: string | null | undefined): string => join(out, 'answers', `${sha256}.npy`)
      return {
        y_test: file(facts?.y_test),
        labels: file(cell?.labels),
        probabilities: file(cell?.probabilities),
      }
    }

    function sklearnReference(dataset: string): Reference[] {
      const prepared = join(folder, dataset)
      const { status, stderr } = tool([
        'datasets',
        'prepare',
        dataset,
        '--study',
        join(HERE, study),
        '--allow-outside',
        '--out',
        prepared,
      ])
      expect(stderr).toBe('')
      expect(status).toBe(0)
      const output = join(folder, `${dataset}.json`)
      expect(
        spawnSync(python ?? '', [join(HERE, 'sklearn_reference.py'), prepared, output], { stdio: 'inherit' })
          .status,
      ).toBe(0)
      return JSON.parse(readFileSync(output, 'utf8'))
    }

    function throughPython(script: string, input: unknown): unknown {
      const [from, to] = [join(folder, 'jobs.json'), join(folder, 'scores.json')]
      writeFileSync(from, JSON.stringify(input))
      expect(spawnSync(python ?? '', [join(HERE, script), from, to], { stdio: 'inherit' }).status).toBe(0)
      return JSON.parse(readFileSync(to, 'utf8'))
    }
  },
)

function tool(words: readonly string[]) {
  return spawnSync(process.execPath, [TOOL, ...words], { encoding: 'utf8', maxBuffer: 1e9 })
}

function referenceOf(
  cells: readonly Reference[],
  configuration: RecordOf<'verification'>['configuration'],
): Reference {
  const found = cells.find(
    ({ n_neighbors, metric, weights }) =>
      n_neighbors === configuration.n_neighbors &&
      metric === configuration.metric &&
      weights === configuration.weights,
  )
  if (found === undefined) throw new Error(`no reference for ${JSON.stringify(configuration)}`)
  return found
}

function count(names: readonly string[]): Map<string, number> {
  return sum(names.map((name) => [name, 1]))
}

function sum(entries: readonly (readonly [string, number])[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const [name, value] of entries) sums.set(name, (sums.get(name) ?? 0) + value)
  return sums
}

function table(title: string, rows: ReadonlyMap<string, number>): string {
  return [title, ...[...rows].map(([name, value]) => `  ${name}: ${value}`)].join('\n')
}
