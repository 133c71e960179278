import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PAPER_TABLES } from '../../src/report/paper/paper-tables.ts'
import { PICTURE_NAMES } from '../../src/report/pictures/index.ts'
import { TABLE_NAMES } from '../../src/report/tables/index.ts'
import { CHROMIUM, distinctBytes, openBrowser } from '../e2e/browser.ts'
import { MISSING_TEX, typesetFiles } from '../report/typeset.ts'
import { installedPython } from './installed-python.ts'

/** The published study has no approximate engine, and so neither table nor picture of recall. */
const DRAWN = PICTURE_NAMES.filter((name) => name !== 'recall-throughput')

const TOOL = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))
const FILES = fileURLToPath(new URL('../../../shared/datasets/', import.meta.url))
const STUDY = fileURLToPath(new URL('../../configs/study.yaml', import.meta.url))
const DATASETS = ['social-network-ads', 'bank-churn', 'spotify-churn', 'loan-approval', 'pima-diabetes']

const missing = existsSync(FILES)
  ? installedPython() === undefined
    ? 'no Python with scikit-learn'
    : undefined
  : `no files in ${FILES}`
if (missing !== undefined) console.log(`SKIPPED: the paper of the published study (${missing})`)

/** The published study on fewer rows, in as few rounds as give an interval; everything else is as configs/study.yaml has it. */
const SHORTENED = `extends: ${STUDY}
name: shortened
engines: [ts-brute, ts-kdtree, sklearn-brute]
protocol: { rounds: 2, configurations_per_round: all, rows: 32, score_rows: 128, repeats: 1, warmup: 10ms }
`

/** One machine measured exact engines on one preparation of each dataset, and nothing failed. */
const WITHOUT_ROWS = new Set([
  'machines',
  'causes',
  'recall',
  'failures',
  ...(isCalibrated() ? [] : ['limit']),
])

function isCalibrated(): boolean {
  return spawnSync(process.execPath, [TOOL, 'calibrate', '--show']).status === 0
}

interface Manifest {
  readonly files: readonly { readonly path: string; readonly table?: string; readonly picture?: string }[]
  readonly left_out: readonly { readonly table?: string; readonly picture?: string }[]
}

describe.skipIf(missing !== undefined)('the paper of the published study, from one shortened run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'knnbench-paper-'))
  const paper = join(folder, 'paper')
  const read = (path: string): string => readFileSync(join(paper, path), 'utf8')
  const rowsOf = (table: string): Record<string, string>[] =>
    parse(read(`tables/${table}.csv`), { columns: true })
  let manifest: Manifest

  function knnbench(...words: string[]): string {
    const { status, stdout, stderr } = spawnSync(process.execPath, [TOOL, ...words], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 1e9,
    })
    expect(status, stderr).toBe(0)
    return stdout
  }

  beforeAll(() => {
    writeFileSync(join(folder, 'shortened.yaml'), SHORTENED)
    knnbench('datasets', 'pull', ...DATASETS, '--from', FILES)
    knnbench('run', 'shortened.yaml', '--allow-outside')
    console.log(knnbench('report', 'shortened', '--paper', '--out', 'paper'))
    manifest = JSON.parse(read('manifest.json'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('has every table and every picture; nothing failed', () => {
    expect(manifest.left_out).toEqual([
      { table: 'failures', reason: 'nothing failed' },
      { picture: 'recall-throughput', reason: 'no approximate engine shows both recall and a time' },
    ])
    const tables = new Set(manifest.files.flatMap(({ table }) => table ?? []))
    const pictures = new Set(manifest.files.flatMap(({ picture }) => picture ?? []))
    const expected = PAPER_TABLES.map(({ table }) => table).filter((table) => table !== 'failures')
    expect([...tables].sort()).toEqual(expected.sort())
    expect([...pictures].sort()).toEqual(DRAWN.toSorted())
  })

  it('has the five datasets in the tables that name them', () => {
    for (const { table } of PAPER_TABLES.filter((entry) => entry.table !== 'failures')) {
      const rows = rowsOf(table)
      expect(rows.length, table).toBeGreaterThan(0)
      if ('dataset' in rows[0])
        expect(new Set(rows.map(({ dataset }) => dataset)), table).toEqual(new Set(DATASETS))
    }
  })

  it('has the published study where only its data and split decide', () => {
    const sizes = rowsOf('data').filter(({ fold }) => fold === '')
    expect(
      Object.fromEntries(sizes.map(({ dataset, n_train, n_test }) => [dataset, [n_train, n_test]])),
    ).toEqual({
      'social-network-ads': ['320', '80'],
      'bank-churn': ['8000', '2000'],
      'spotify-churn': ['6400', '1600'],
      'loan-approval': ['36000', '9000'],
      'pima-diabetes': ['614', '154'],
    })
    const folds = rowsOf('folds')
    expect(new Set(folds.map(({ fold }) => fold))).toEqual(new Set(['1', '2', '3', '4', '5']))
    const grades = rowsOf('answers').map(({ answers }) => answers)
    for (const grade of grades) expect(['identical', 'tie-equivalent', 'epsilon-equivalent']).toContain(grade)
  })

  it.skipIf(MISSING_TEX !== undefined)(`is typeset as it stands (${MISSING_TEX ?? 'TeX is here'})`, () => {
    const files = manifest.files.map(({ path }) => ({ path, text: read(path) }))
    const { status, log } = typesetFiles(files)
    expect([status, log.match(/^!.*/gm), log.match(/^Overfull \\hbox \((\d{2,}).*/gm)]).toEqual([
      0,
      null,
      null,
    ])
  })

  it.skipIf(CHROMIUM === undefined)(
    `is a page with all of it (${CHROMIUM === undefined ? 'no chromium on PATH' : 'Chromium is here'})`,
    async () => {
      const browser = await openBrowser(CHROMIUM ?? '')
      try {
        const page = await (await browser.newContext({})).newPage()
        const said: string[] = []
        page.on('console', (message) => said.push(message.text()))
        page.on('pageerror', (error) => said.push(String(error)))
        await page.goto(pathToFileURL(join(paper, 'report.html')).href)
        const shown: string[] = []
        for (const name of TABLE_NAMES)
          if ((await page.locator(`#table-${name}`).count()) === 1) shown.push(name)
        expect(shown).toEqual(TABLE_NAMES.filter((name) => !WITHOUT_ROWS.has(name)))
        expect(await page.locator('svg[role="img"]').count()).toBe(DRAWN.length)
        expect(distinctBytes(await page.screenshot())).toBeGreaterThan(10)
        expect(said).toEqual([])
      } finally {
        await browser.close()
      }
    },
  )
})
