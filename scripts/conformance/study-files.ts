import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { FILES, tool } from './tool.ts'

/**
 * The published study's files, with the share of rows that is graded; everything else trains. On the largest, 900 rows
 * are graded, and 23 of the engines that need minutes for the whole.
 */
const STUDIES = [
  {
    name: 'study-files',
    test_size: 0.2,
    slow_test_size: 0.2,
    datasets: [
      ['social-network-ads', 'Purchased', 'User ID'],
      ['pima-diabetes', 'Outcome', undefined],
      ['spotify-churn', 'is_churned', 'user_id'],
      ['bank-churn', 'churn', 'customer_id'],
    ],
  },
  {
    name: 'study-files-loan',
    test_size: 0.02,
    slow_test_size: 0.0005,
    datasets: [['loan-approval', 'loan_status', undefined]],
  },
] as const

const SLOW = ['kd-tree-javascript', 'ml-knn', 'smartcore-cover-tree']

export interface GradedFile {
  readonly engine: string
  readonly dataset: string
  readonly rows: number
  /** Cells by grade, or by what became of them instead. */
  readonly grades: ReadonlyMap<string, number>
}

/**
 * Grades every engine on the five files at k = 1, 5, 51, both metrics and weights, with all training rows; undefined
 * where the files are not here.
 */
export function gradeStudyFiles(engines: readonly string[], folder: string): GradedFile[] | undefined {
  if (!existsSync(FILES)) return undefined
  mkdirSync(folder, { recursive: true })
  const slow = engines.filter((name) => SLOW.includes(name))
  const others = engines.filter((name) => !SLOW.includes(name))
  return STUDIES.flatMap((study) => [
    ...gradeStudy(study, folder, { name: study.name, engines: others, test_size: study.test_size }),
    ...gradeStudy(study, folder, {
      name: `${study.name}-slow`,
      engines: slow,
      test_size: study.slow_test_size,
    }),
  ])
}

interface Part {
  readonly name: string
  readonly engines: readonly string[]
  /** Share of the rows that is graded. */
  readonly test_size: number
}

function gradeStudy(
  { datasets }: (typeof STUDIES)[number],
  folder: string,
  { name, engines, test_size }: Part,
): GradedFile[] {
  if (engines.length === 0) return []
  const file = join(folder, `${name}.yaml`)
  const study = {
    name,
    datasets: datasets.map(([dataset, target, drop]) => ({
      name: dataset,
      path: join(FILES, `${dataset}.csv`),
      target,
      ...(drop === undefined ? {} : { drop: [drop] }),
      positive: '1',
    })),
    engines,
    grid: { n_neighbors: [1, 5, 51], metric: ['euclidean', 'manhattan'], weights: ['uniform', 'distance'] },
    split: { kind: 'holdout', test_size, stratify: true, seed: 42 },
    protocol: { timeout: '30m' },
  }
  writeFileSync(file, JSON.stringify(study))
  const out = join(folder, name)
  tool(['run', file, '--answers-only', '--allow-outside', '--out', out], 'inherit')
  const { stdout } = tool(['report', out, '--table', 'cells', '--format', 'csv'], 'pipe')
  return byEngine(parse(stdout, { columns: true }))
}

function byEngine(rows: readonly Readonly<Record<string, string>>[]): GradedFile[] {
  const found = new Map<string, { row: Readonly<Record<string, string>>; grades: Map<string, number> }>()
  for (const row of rows) {
    const key = `${row.engine} ${row.dataset}`
    const entry = found.get(key) ?? { row, grades: new Map<string, number>() }
    const grade = row.grade === '' ? row.status : row.grade
    entry.grades.set(grade, (entry.grades.get(grade) ?? 0) + 1)
    found.set(key, entry)
  }
  return [...found.values()].map(({ row, grades }) => ({
    engine: row.engine,
    dataset: row.dataset,
    rows: Number(row.rows_scored),
    grades,
  }))
}
