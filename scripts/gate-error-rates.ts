/**
 * How often `knnbench gate` is wrong on this machine: real gates of equal builds and of heavier ones, and simulated gates
 * from the rounds of the equal ones. Writes docs/gate-error-rates.md. Each run is kept as it ends, so what was cut off
 * goes on; 160 runs take 25 minutes of an otherwise idle machine.
 *
 *     npm run build && npx tsx scripts/gate-error-rates.ts [RUNS]
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { factsOf, machineLine } from '../src/cli/env-recorded.ts'
import { readEnvironment } from '../src/runner/machine.ts'
import { HEAD_NAMES, type Head, writeBuilds } from './gate-rates/builds.ts'
import { ratesPage } from './gate-rates/page.ts'
import { recordRun } from './gate-rates/record-run.ts'
import { keepRun, readRuns } from './gate-rates/recorded.ts'

const RUNS = Number(process.argv[2] ?? 40)
const KEPT = fileURLToPath(new URL('../results/published/gate/', import.meta.url))
const PAGE = fileURLToPath(new URL('../docs/gate-error-rates.md', import.meta.url))

const file = (head: Head): string => join(KEPT, `${head}.jsonl`)

/** Head after head, so that what changes on the machine meets all of them. */
function recordMissing(folder: string): void {
  for (let run = 0; run < RUNS; run++)
    for (const head of HEAD_NAMES) {
      if (readRuns(file(head)).length > run) continue
      const recorded = recordRun(folder, head, `${head}-${run}`)
      keepRun(file(head), recorded)
      const { ratio, low, high } = recorded.speed ?? { ratio: Number.NaN, low: Number.NaN, high: Number.NaN }
      const speed = [ratio, low, high].map((value) => value.toFixed(3)).join(' ')
      console.log(`${head} ${run + 1}: exit ${recorded.exit_code}, ${speed}, ${recorded.seconds} s`)
    }
}

/** Of the machine that measured the first run. */
function keptMachine(): string {
  const kept = join(KEPT, 'machine.txt')
  if (!existsSync(kept)) {
    mkdirSync(KEPT, { recursive: true })
    writeFileSync(kept, `${machineLine(factsOf(readEnvironment()))}\n`)
  }
  return readFileSync(kept, 'utf8').trimEnd()
}

const machine = keptMachine()
const folder = mkdtempSync(join(tmpdir(), 'gate-rates-'))
try {
  writeBuilds(folder)
  recordMissing(folder)
} finally {
  rmSync(folder, { recursive: true })
}
writeFileSync(PAGE, ratesPage(new Map(HEAD_NAMES.map((head) => [head, readRuns(file(head))])), machine))
