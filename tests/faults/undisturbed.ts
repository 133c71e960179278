import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { readResults } from '../../src/cli/read-results.ts'
import { readLedger } from '../../src/ledger/read-ledger.ts'
import { countBlocks } from '../../src/report/counted-blocks.ts'
import { indexLedger } from '../../src/report/ledger-index.ts'
import { RENDERERS } from '../../src/report/render/index.ts'
import { TABLES } from '../../src/report/tables/index.ts'
import type { Workplace } from '../e2e/cli.ts'
import { filesBelow, processesIn } from './left-behind.ts'
import { told } from './told.ts'

/** What a run of the quick study leaves when nothing happens to it. */
export interface Undisturbed {
  /** The report that it prints. */
  readonly report: string
  /** All tables, as far as they follow from the study. */
  readonly tables: unknown
  readonly blocks: readonly string[]
  readonly files: readonly string[]
  readonly duration_ms: number
}

const RUN = ['run', 'study.yaml']

/** Takes away what runs have left, but for the trust in their engines. */
export function clear({ folder, cache }: Workplace): void {
  rmSync(join(folder, 'results'), { recursive: true, force: true })
  const kept = join(cache, 'knnbench')
  for (const name of readdirSync(kept)) {
    if (name !== 'trusted.json') rmSync(join(kept, name), { recursive: true, force: true })
  }
}

export async function runUndisturbed(place: Workplace): Promise<Undisturbed> {
  clear(place)
  const started = performance.now()
  const { code, stdout } = await told(place.start(...RUN))
  expect(code).toBe(0)
  return { report: calm(stdout), ...left(place), duration_ms: performance.now() - started }
}

/** The same command once more must end as if nothing had happened before, and leave nothing else. */
export async function expectUndisturbed(place: Workplace, whole: Undisturbed, what: string): Promise<void> {
  const { code, stdout, stderr } = await told(place.start(...RUN))
  expect(code, `${what}\n${stderr}`).toBe(0)
  expect(calm(stdout), what).toBe(whole.report)
  expect({ ...left(place), processes: processesIn(place.folder) }, what).toEqual({
    tables: whole.tables,
    blocks: whole.blocks,
    files: whole.files,
    processes: [],
  })
}

/** Without what a virtual machine's host took from it: that is another in every run. */
function calm(report: string): string {
  return report.replace(/ {2}· t: in \d+ of \d+ blocks the hypervisor [^·]*(?= {2}·)/, '')
}

function left(place: Workplace) {
  const folder = join(place.folder, 'results/quick')
  return { tables: tablesOf(folder), blocks: blocksOf(folder), files: filesBelow(place.folder) }
}

/** All tables of a report. Of the samples only those that count, without the names of their blocks, which are random. */
function tablesOf(folder: string): unknown {
  const results = readResults(folder)
  const tables = Object.values(TABLES).map(({ make }) => make(results))
  const text = RENDERERS.json.render(tables, { width: 80, color: 'plain', sink: 'file' })
  const rendered: Rendered[] = JSON.parse(text)
  return rendered.map((one) => {
    if (one.name === 'samples') return countedSamples(one.rows)
    return one.name === 'rounds' ? withoutPlaces(one) : one
  })
}

interface Rendered {
  readonly name: string
  readonly rows: readonly Record<string, unknown>[]
  readonly footnotes: readonly { readonly column: string }[]
}

/** A group that is measured again may have its arms in other places, on which the test of positions depends. */
function withoutPlaces(rounds: Rendered): Rendered {
  return {
    ...rounds,
    rows: rounds.rows.map(({ p_position, ...row }) => row),
    footnotes: rounds.footnotes.filter(({ column }) => column !== 'p_position'),
  }
}

function countedSamples(rows: readonly Record<string, unknown>[]): string[] {
  return rows
    .filter(({ counted }) => counted === 'yes')
    .map(({ block_id, group_attempt, ...sample }) => JSON.stringify(sample))
    .sort()
}

/** Every block that a report counts: where it stands, and what it timed in which order. */
function blocksOf(folder: string): string[] {
  const index = indexLedger(readLedger(folder).records)
  if (index === undefined) throw new Error('no plan')
  return [...countBlocks(index).byArm].flatMap(([arm, counted]) =>
    counted.map(({ block }) => `${block.round} ${arm} ${JSON.stringify(block.configurations)}`),
  )
}
