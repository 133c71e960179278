/**
 * How often each test rejects where nothing differs, and how often each interval holds the truth: seeded studies of
 * 5, 12 and 30 values. Prints the tables of docs/statistics.md, and ends with 1 where an exact test is off the level
 * that it can attain. Some minutes:
 *
 *     npx tsx scripts/simulate-sizes.ts [STUDIES]
 */
import { INTERVAL_NAMES, INTERVALS, type SimulatedTest, seededDraw, TESTS } from './simulated-methods.ts'

const SIZES = [5, 12, 30]
const ALPHA = 0.05
const SEED = 20_243
const STUDIES = Number(process.argv[2] ?? 10_000)

interface Size {
  readonly rate: number
  /** The largest p at or below α that came up. */
  readonly attainable: number
  readonly studies: number
}

function sizeOf(test: SimulatedTest, n: number): Size {
  const draw = seededDraw(SEED + n)
  const studies = test.isSlow ? STUDIES / 10 : STUDIES
  let [rejected, attainable] = [0, 0]
  for (let study = 0; study < studies; study++) {
    const p = test.p(draw, n)
    if (!p.defined || p.value > ALPHA) continue
    rejected++
    attainable = Math.max(attainable, p.value)
  }
  return { rate: rejected / studies, attainable, studies }
}

/** Whether an exact test is off its level by more than four standard errors: one of 16,000 right ones is. */
function isOff(test: SimulatedTest, { rate, attainable, studies }: Size): boolean {
  const tolerance = (level: number) => 4 * Math.sqrt((level * (1 - level)) / studies)
  return test.hasTies ? rate > ALPHA + tolerance(ALPHA) : Math.abs(rate - attainable) > tolerance(attainable)
}

function percent(share: number): string {
  return (100 * share).toFixed(2)
}

function printSizes(): void {
  console.log(`| test | kind | nothing differs | ${SIZES.map((n) => `n = ${n}`).join(' | ')} |`)
  console.log(`|---|---|---|${'---:|'.repeat(SIZES.length)}`)
  for (const test of TESTS) {
    const sizes = SIZES.map((n) => sizeOf(test, n))
    const isStepped = test.kind.startsWith('exact') && !test.hasTies
    const cells = sizes.map((size, at) =>
      isStepped && !(test.kind !== 'exact' && SIZES[at] > 25)
        ? `${percent(size.rate)} (${percent(size.attainable)})`
        : percent(size.rate),
    )
    console.log(`| ${[test.name, test.kind, test.setting, ...cells].join(' | ')} |`)
    if (test.kind === 'exact' && sizes.some((size) => isOff(test, size))) {
      console.error(`${test.name} (${test.setting}) is off its level`)
      process.exitCode = 1
    }
  }
}

function printCoverages(): void {
  console.log(`\n| interval of a mean | values | ${SIZES.map((n) => `n = ${n}`).join(' | ')} |`)
  console.log(`|---|---|${'---:|'.repeat(SIZES.length)}`)
  for (const { setting, intervals } of INTERVALS) {
    const covered = SIZES.map((n) => {
      const draw = seededDraw(SEED + n)
      const counts = INTERVAL_NAMES.map(() => 0)
      for (let study = 0; study < STUDIES / 10; study++)
        for (const [at, interval] of intervals(draw, n).entries())
          if (interval.defined && interval.value.low <= 0 && interval.value.high >= 0) counts[at]++
      return counts.map((count) => count / (STUDIES / 10))
    })
    for (const [at, name] of INTERVAL_NAMES.entries())
      console.log(`| ${[name, setting, ...covered.map((rates) => percent(rates[at]))].join(' | ')} |`)
  }
}

printSizes()
printCoverages()
