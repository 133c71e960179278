import type { Check, Step } from '../../src/conformance/check.ts'
import type { Smallest, Verification } from './page.ts'

/** One row an engine: how far each step came. */
export function stepRow({ engine, library, version, verdict, checks }: Verification): string[] {
  const speed = checks.filter(({ step }) => step === 'speed').flatMap(({ notes }) => notes)
  return [
    engine,
    `${library} ${version ?? ''}`.trim(),
    stepWords(checks, 'loads'),
    stepWords(checks, 'agrees'),
    stepWords(checks, 'regression'),
    stepWords(checks, 'edges'),
    speed.map(ratioOnly).join('; ') || '–',
    verdict === 'wrong' ? '**wrong**' : verdict,
  ]
}

function stepWords(checks: readonly Check[], step: Step): string {
  const own = checks.filter((check) => check.step === step && check.status !== 'left out')
  const count = (status: Check['status']): number => own.filter((check) => check.status === status).length
  const good = count('right') + count('refused')
  if (own.length === 0) return '–'
  if (good === own.length) return `✓ ${own.length}`
  const bad = [
    ...(count('wrong') > 0 ? [`${count('wrong')} wrong`] : []),
    ...(count('failed') > 0 ? [`${count('failed')} failed`] : []),
  ]
  return `${good} of ${own.length}, ${bad.join(', ')}`
}

/** One row a metric of an approximate engine; none where its JSON is older than this step. */
export function qualityRows({ engine, checks }: Verification): string[][] {
  return checks.flatMap(({ step, name, quality }) =>
    step === 'quality' && quality !== undefined
      ? [
          [
            engine,
            name,
            String(quality.cells),
            quality.recall.toFixed(4),
            quality.distance_ratio?.toFixed(4) ?? '–',
            quality.label_agreement.toFixed(4),
          ],
        ]
      : [],
  )
}

/** `1.06 (0.41 – 2.74)` of a whole sentence. */
function ratioOnly(note: string): string {
  const found = /^(\S+) ×.*interval ([^,]+),/.exec(note)
  return found === null ? note : `${found[1]} (${found[2]})`
}

/** One row an engine: cells that are right and not the oracle's own. */
export function deviationRows({ engine, checks }: Verification): string[] {
  const cells = (grade: string): number => checks.reduce((sum, { grades }) => sum + (grades[grade] ?? 0), 0)
  const arrival = checks
    .flatMap(({ notes }) => notes)
    .flatMap((note) => /^vote by arrival, as declared: ([\d,]+) row/.exec(note)?.[1] ?? [])
    .reduce((sum, rows) => sum + Number(rows.replaceAll(',', '')), 0)
  const bound = checks.flatMap(({ notes }) => notes).find((note) => note.startsWith('bound:'))
  const form = bound?.replace('bound: within ε of ', '')
  return [
    engine,
    shown(cells('tie-equivalent')),
    form === undefined ? '–' : `${cells('epsilon-equivalent')} (${form})`,
    arrival === 0 ? '–' : `${arrival} rows`,
    shown(cells('undecidable')),
  ]
}

function shown(count: number): string {
  return count === 0 ? '–' : String(count)
}

/** Longer data are in the JSON alone. */
const MOST_NUMBERS = 400

/** One block a way to be wrong. */
export function wrongBlocks({ engine, wrong }: Verification): string[] {
  return wrong.flatMap(({ words, cells, checks, example, smallest }) => [
    `**${engine}**: ${words}. ${cells} ${cells === 1 ? 'cell' : 'cells'} of ${checks.join(', ')}. ${
      smallest === null ? `First: ${example}. The same data were not wrong again in a second process.` : ''
    }`.trim(),
    ...(smallest === null ? [] : smallestBlock(smallest)),
  ])
}

function smallestBlock(smallest: Smallest): string[] {
  const { configuration, test_row, sentence, n_train, n_test, n_features, X_train, y_train, X_test } =
    smallest
  const { n_neighbors, metric, weights } = configuration
  const size = `Smallest data: ${n_train} × ${n_features}, ${n_test} test ${n_test === 1 ? 'row' : 'rows'}, k=${n_neighbors} ${metric} ${weights}. Test row ${test_row}: ${sentence}.`
  if (X_train === null || X_test === null || (n_train + n_test) * n_features > MOST_NUMBERS)
    return [`${size} The numbers: \`knnbench engines verify … --json\`.`]
  const rows = (X: readonly (readonly number[])[]): string =>
    JSON.stringify(n_features === 1 ? X.flat() : X).replaceAll(',', ', ')
  return [
    size,
    [
      '```',
      `X_train ${rows(X_train)}`,
      `y_train ${JSON.stringify(y_train).replaceAll(',', ', ')}`,
      `X_test  ${rows(X_test)}`,
      '```',
    ].join('\n'),
  ]
}

/** What an engine says that is no answer, or answers that it should not give. */
export function refusalLines({ engine, checks }: Verification): string[] {
  const refused = checks.filter(({ status }) => status === 'refused' || status === 'failed')
  const answered = checks.filter(
    ({ status, grades }) => status === 'wrong' && Object.keys(grades).length === 0,
  )
  const lines = [
    ...refused.map(({ name, status, notes }) => `  - ${name}, ${status}: ${notes.at(-1) ?? ''}`),
    ...(answered.length === 0
      ? []
      : [`  - answers, but should refuse: ${answered.map(({ name }) => name).join(', ')}`]),
  ]
  return lines.length === 0 ? [] : [[`- **${engine}**`, ...lines].join('\n')]
}
