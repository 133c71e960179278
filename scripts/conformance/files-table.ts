import { markdownTable } from './markdown-table.ts'
import type { GradedFile } from './study-files.ts'

/** One row an engine, one column a file. */
export function filesTable(files: readonly GradedFile[]): string[] {
  const datasets = [...new Set(files.map(({ dataset }) => dataset))]
  const engines = [...new Set(files.map(({ engine }) => engine))]
  const find = (engine: string, dataset: string): GradedFile | undefined =>
    files.find((one) => one.engine === engine && one.dataset === dataset)
  const rows = engines.map((engine) => [
    engine,
    ...datasets.map((dataset) => gradeWords(find(engine, dataset))),
  ])
  return [
    'Every exact engine at k = 1, 5 and 51, both metrics, both weights: cells by grade. By neighbors where the engine tells them (*identical*, *tie-equivalent*, *epsilon-equivalent*), else by labels (*labels-agree*, *undecidable* where ties leave more than 1 % of the rows open).',
    markdownTable(['engine', ...datasets], rows),
    `Test rows graded: ${datasets.map((dataset) => `${dataset} ${rowsOf(files, dataset)}`).join(', ')}; the other rows train.${fewerRows(files)}`,
  ]
}

function gradeWords(found: GradedFile | undefined): string {
  if (found === undefined) return '–'
  const words = [...found.grades].map(
    ([grade, cells]) => `${cells} ${grade === 'wrong' ? '**wrong**' : grade}`,
  )
  return words.join(', ')
}

/** Which engines were graded on fewer rows than others, and on how many. */
function fewerRows(files: readonly GradedFile[]): string {
  const fewer = files.filter(({ dataset, rows }) => rows > 0 && rows < rowsOf(files, dataset))
  if (fewer.length === 0) return ''
  const engines = [...new Set(fewer.map(({ engine }) => engine))]
  const counts = [...new Set(fewer.map(({ rows }) => rows))]
  return ` Of ${engines.join(', ')}, which are slow, ${counts.join(' or ')} test rows are graded there.`
}

function rowsOf(files: readonly GradedFile[], dataset: string): number {
  return Math.max(0, ...files.filter((one) => one.dataset === dataset).map(({ rows }) => rows))
}
