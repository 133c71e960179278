import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { exactShareInterval } from '../../src/stats/binomial.ts'
import { markdownTable } from '../conformance/markdown-table.ts'
import { HEAD_NAMES, HEADS, type Head, ROUNDS } from './builds.ts'
import {
  asPairs,
  asTwoGroups,
  balancedGate,
  fixedOrderGate,
  type Gate,
  judged,
  oneAfterTheOtherGate,
  QUANTITIES,
  type Reading,
  type Uniform,
} from './designs.ts'
import type { RecordedRound, RecordedRun } from './recorded.ts'

const GATES = 2000
const SEED = 20_243
const LEVEL = 0.95
const ALPHA = 0.05

/** As the gate's defaults: 5 % of time, 10 % of memory and of the index. */
const LIMITS = { predict_ns: 0.05, peak_bytes: 0.1, fit_bytes: 0.1 } as const

/** docs/gate-error-rates.md from the runs of every head. */
export function ratesPage(runs: ReadonlyMap<Head, readonly RecordedRun[]>, machine: string): string {
  const equal = runs.get('same') ?? []
  const rounds = equal.flatMap((run) => run.rounds)
  return `# How often a gate is wrong

Made by

    npm run build && npx tsx scripts/gate-error-rates.ts

from gates of ${ROUNDS} rounds of one case (m = 1), α = ${ALPHA}, equivalence 5 %, on a machine that others share:

    ${machine}

Every run with its rounds is kept in \`results/published/gate/\`; the seed of the simulated ones is ${SEED}.

## Real gates

Base and head are builds of one plain brute force in C (\`scripts/gate-rates/engine.c\`); a head that is *heavier*
predicts so many of its rows a second time in every call. Exit 3 is a regression, 4 inconclusive. 5 % more is what the
study tolerates, so neither answer can be shown for it. In brackets, the exact 95 % interval of the share (Clopper and
Pearson).

Engine and protocol were chosen by trial gates before these: the engine's loop waits for its own additions, which other
work on the same core hardly delays, and a block has many short samples. Of trial gates with one sample of 60 or 150 ms a
block most were inconclusive, those of \`c-brute\`, which fills the processor, among them. A gate of such an engine on such a
machine needs more rounds than these, or a quieter machine.

${realTable(runs)}

## Simulated gates

${GATES} gates of equal builds, each of ${ROUNDS} rounds that are drawn with replacement from the ${rounds.length} rounds of the real
gates of equal builds, with the three blocks of a round in any order. A whole run is wrong if any of its checks is.

${simulatedTable(rounds)}

## Why rounds, pairs and a changing order

The same record, read as simpler designs would have measured it: the 95 % interval alone, without tolerance and null arm.
*Above 1* is the share of gates in which it says that an equal head is slower; at most 2.5 % would be right. *Half width*
is what the interval can see, in the mean.

${designTable(rounds)}
`
}

function realTable(runs: ReadonlyMap<Head, readonly RecordedRun[]>): string {
  const rows = HEAD_NAMES.map((head) => {
    const own = runs.get(head) ?? []
    const ended = (code: number) =>
      share(own.filter(({ exit_code }) => exit_code === code).length, own.length)
    const longest = Math.max(...own.map(({ seconds }) => seconds))
    const work = HEADS[head] === 0 ? 'equal' : `${100 * HEADS[head]} % heavier`
    return [work, String(own.length), ended(3), ended(4), `${longest} s`]
  })
  return markdownTable(['head', 'gates', 'regression', 'inconclusive', 'longest'], rows)
}

function simulatedTable(rounds: readonly RecordedRound[]): string {
  const uniform = seeded()
  const gates = Array.from({ length: GATES }, () => balancedGate(rounds, ROUNDS, uniform))
  const statuses = gates.map((gate) =>
    QUANTITIES.map((quantity) => {
      const rule = { equivalence: LIMITS[quantity], alpha: ALPHA, family_size: 1 }
      return judged(gate, quantity, rule).status
    }),
  )
  const count = (of: (gate: readonly string[]) => boolean) => share(statuses.filter(of).length, GATES)
  const checks = ['speed', 'memory', 'index-size'].map((name, at) => [
    name,
    count((gate) => gate[at] === 'regression'),
    count((gate) => gate[at] === 'inconclusive'),
  ])
  const whole = [
    'any of them',
    count((gate) => gate.includes('regression')),
    count((gate) => !gate.includes('regression') && gate.includes('inconclusive')),
  ]
  return markdownTable(['check', 'false regression', 'inconclusive'], [...checks, whole])
}

type Design = (rounds: readonly RecordedRound[], n: number, uniform: Uniform) => Gate

function designTable(rounds: readonly RecordedRound[]): string {
  const row = (name: string, design: Design, reading: Reading) => {
    const uniform = seeded()
    const read = Array.from({ length: GATES }, () => reading(design(rounds, ROUNDS, uniform))).filter(
      (interval) => interval !== undefined,
    )
    const half_width = read.reduce((sum, { low, high }) => sum + (high - low) / 2, 0) / read.length
    return [
      name,
      share(read.filter(({ low }) => low > 0).length, read.length),
      `${(100 * half_width).toFixed(1)} %`,
    ]
  }
  return markdownTable(
    ['design', 'above 1', 'half width'],
    [
      row('rounds, pairs, any order (the gate)', balancedGate, asPairs),
      row('rounds, pairs, base first', fixedOrderGate, asPairs),
      row('rounds, any order, read as two groups', balancedGate, asTwoGroups),
      row('all of the base, then all of the head', oneAfterTheOtherGate, asTwoGroups),
    ],
  )
}

function share(hits: number, of: number): string {
  if (of === 0) return '–'
  const { low, high } = exactShareInterval(hits, of, LEVEL)
  const percent = (value: number) => (100 * value).toFixed(1)
  return `${hits} of ${of} = ${percent(hits / of)} % [${percent(low)}, ${percent(high)}]`
}

function seeded(): Uniform {
  const random = xoroshiro128plus(SEED)
  return () => uniformFloat64(random)
}
