import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Shard } from '../../src/config/shard.ts'
import type { Protocol, Study } from '../../src/config/study.ts'
import type { Manifest } from '../../src/engine/manifest.ts'
import type { LedgerRecord } from '../../src/ledger/record.ts'
import { configurationKey, expandGrid } from '../../src/plan/grid.ts'
import { buildResults, type Results } from '../../src/report/results.ts'
import type { Effects } from '../../src/runner/effects.ts'
import type { EngineTask } from '../../src/runner/engine-process.ts'
import type { ReadyEngine } from '../../src/runner/ready-engine.ts'
import { runStudy } from '../../src/runner/run-study.ts'
import type { StudyRun } from '../../src/runner/study-run.ts'
import type { CellGrade, EngineAnswers, GradingCase } from '../../src/verify/grade.ts'
import { temporaryFolder } from '../ledger/folder.ts'
import { RECORDS } from '../ledger/records.ts'
import { type Call, type Fault, perform, TIMED_ROWS } from './scripted-engine.ts'
import { foldCase, studyCase } from './tiny-case.ts'

/** What a test says of one run; everything else is the same in all of them. */
export interface Script {
  readonly datasets: readonly string[]
  /** Folds of a cross-validation of each dataset, beside its holdout. */
  readonly folds: number
  /** The first one is the baseline. */
  readonly engines: readonly string[]
  readonly grid: Study['grid']
  readonly protocol: Partial<Protocol>
  readonly fault: (call: Call) => Fault | undefined
  /** Whether the machine is suspended while this process runs. */
  readonly sleeps: (call: Call) => boolean
  /** Whether the host, and this process with it, is stopped for a while. */
  readonly stops: (call: Call) => boolean
  /** Processes that this process leaves behind. */
  readonly leaves: (call: Call) => number
  /** Cells graded wrong, as `a 5/euclidean/uniform`. */
  readonly wrong: readonly string[]
  /** One prediction of one row; 1 µs for engines not named. */
  readonly row_ns: Readonly<Record<string, number>>
  readonly capabilities: Readonly<Record<string, Partial<Manifest['capabilities']>>>
  /** Manifests that are not called as their engine is in the study. */
  readonly manifests: Readonly<Record<string, string>>
  readonly until: StudyRun['until']
  /** Engines measured again. */
  readonly again: readonly string[]
  readonly jobs: number
  readonly cancel: AbortSignal
  readonly boot: string
  readonly kernel: string
  readonly changed_environment: StudyRun['changed_environment']
  /** Of the machine, where it has one. */
  readonly calibration?: StudyRun['environment']['calibration']
  readonly shard?: Shard
  readonly onPlan: StudyRun['onPlan']
}

const DEFAULTS: Script = {
  datasets: ['iris', 'wine'],
  folds: 0,
  engines: ['base', 'a', 'b'],
  grid: { n_neighbors: [1, 5], metric: ['euclidean'], weights: ['uniform'] },
  protocol: {},
  fault: () => undefined,
  sleeps: () => false,
  stops: () => false,
  leaves: () => 0,
  wrong: [],
  row_ns: {},
  capabilities: {},
  manifests: {},
  until: 'rounds',
  again: [],
  jobs: 1,
  cancel: new AbortController().signal,
  boot: 'boot-1',
  kernel: '6.1.0',
  changed_environment: 'refuse',
  onPlan: () => undefined,
}

/** A results folder in memory: runs of studies append to its ledger, every process started is noted. */
export interface Lab {
  readonly records: readonly LedgerRecord[]
  readonly calls: readonly Call[]
  /** What a report says of the ledger so far. */
  results(): Results | undefined
  /** Runs a study over what the ledger holds so far. */
  run(script?: Partial<Script>): Promise<void>
}

export function lab(): Lab {
  const folder = temporaryFolder()
  const records: LedgerRecord[] = []
  const calls: Call[] = []
  const answers = new Map<string, Uint8Array>()
  return {
    records,
    calls,
    results: () => buildResults(records, (sha256) => ({ shape: [], data: integersIn(answers.get(sha256)) })),
    run: (changes = {}) => {
      const script = { ...DEFAULTS, ...changes }
      const effects = scriptedEffects({ script, folder, records, calls, answers })
      return runStudy(studyRun(script, folder, [...records], effects))
    },
  }
}

interface Parts {
  readonly script: Script
  readonly folder: string
  readonly records: LedgerRecord[]
  readonly calls: Call[]
  readonly answers: Map<string, Uint8Array>
}

/** No process, no clock: an engine takes the time that its script says. */
function scriptedEffects({ script, folder, records, calls, answers }: Parts): Effects {
  let now_ns = 0
  let asleep_ns = 0
  return {
    runEngine: async (task) => {
      const call = describe(task, calls)
      calls.push(call)
      const row_ns = script.row_ns[call.engine] ?? 1000
      const engine = { name: call.engine, row_ns, wall_ns: 1e6, fault: script.fault }
      const outcome = perform(engine, task.job, call)
      now_ns += outcome.wall_ns
      if (script.sleeps(call)) asleep_ns += 3600e9
      return { ...outcome, stopped_ns: script.stops(call) ? 60e9 : 0, left_processes: script.leaves(call) }
    },
    createFolder: () => mkdtempSync(join(folder, 'process-')),
    discard: (used) => rmSync(used, { recursive: true, force: true }),
    append: (more) => void records.push(...structuredClone(more)),
    putAnswer: (bytes) => {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      answers.set(sha256, bytes)
      return sha256
    },
    readTargets: (sha256) => integersIn(answers.get(sha256)),
    gradeAnswers: async (graded, engines) =>
      new Map(engines.map((engine) => [engine.engine, grades(graded, engine, script.wrong)])),
    gradeValues: async () => {
      throw new Error('scripted studies are classifications')
    },
    now_ns: () => now_ns,
    asleep_ns: () => asleep_ns,
    timestamp: () => new Date(now_ns / 1e6).toISOString(),
    load_1m: () => 0.5,
    cpuTicks: () => ({ total: now_ns, steal: 0 }),
    progress: () => undefined,
  }
}

/** The int32 values of a .npy file; its header ends where bytes 8 and 9 say. */
function integersIn(bytes: Uint8Array | undefined): Int32Array {
  if (bytes === undefined) throw new Error('no such answer')
  return new Int32Array(Uint8Array.from(bytes).buffer, 10 + bytes[8] + 256 * bytes[9])
}

function describe({ job }: EngineTask, calls: readonly Call[]): Call {
  const stage = job.untimed !== null ? 'answers' : job.data.X_timed.endsWith('probe.npy') ? 'probe' : 'block'
  const timed = job.timed.flatMap(({ configurations }) => configurations)
  const configurations = [...timed, ...(job.untimed?.configurations ?? [])].map(configurationKey)
  const dataset = job.data.X_train.split('/').at(-2) ?? ''
  const before = calls.filter((call) => call.engine === job.engine && call.stage === stage)
  return { stage, dataset, engine: job.engine, configurations, nth: before.length }
}

function grades(
  graded: GradingCase,
  { engine, cells, neighbors }: EngineAnswers,
  wrong: readonly string[],
): CellGrade[] {
  return cells.map(({ n_neighbors, weights, labels }) => {
    const base = {
      n_neighbors,
      weights,
      basis: neighbors === undefined ? ('labels' as const) : ('neighbors' as const),
      rows_graded: labels.length,
      rows_ambiguous: 0,
      ambiguous: [],
      rows_tied: 0,
      rows_other_vote: 0,
    }
    const cell = `${engine} ${configurationKey({ n_neighbors, weights, metric: graded.metric })}`
    if (!wrong.includes(cell)) return { ...base, grade: 'identical' }
    const fault = { kind: 'wrong-label', row: 1, label: 0, admissible: [1] } as const
    return { ...base, grade: 'wrong', rows_wrong: 1, wrong: fault }
  })
}

function studyRun(script: Script, folder: string, records: LedgerRecord[], effects: Effects): StudyRun {
  const study = studyOf(script)
  return {
    study,
    grid: expandGrid(study.grid),
    cases: script.datasets.flatMap((dataset) => [
      studyCase(join(folder, dataset), dataset),
      ...Array.from({ length: script.folds }, (_, i) =>
        foldCase(join(folder, `${dataset}-fold-${i + 1}`), dataset, { fold: i + 1, of: script.folds }),
      ),
    ]),
    engines: script.engines.map((name) =>
      readyEngine(name, script.capabilities[name], script.manifests[name]),
    ),
    missing: [],
    environment: {
      ...environmentOf(script.kernel),
      ...(script.calibration && { calibration: script.calibration }),
    },
    boot: script.boot,
    changed_environment: script.changed_environment,
    ...(script.shard === undefined ? {} : { shard: script.shard }),
    pinned: { engine_cores: [1], host_cores: [0] },
    tool_version: '0.1.0',
    records,
    again: script.again,
    jobs: script.jobs,
    until: script.until,
    effects,
    cancel: script.cancel,
    onPlan: script.onPlan,
  }
}

/** Environments of these tests differ in the kernel alone. */
function environmentOf(kernel: string): StudyRun['environment'] {
  const environment_id = createHash('sha256').update(kernel).digest('hex')
  return RECORDS.environment({ kernel, environment_id })
}

/** A study with every default of these tests. */
export function studyOf({
  datasets,
  engines,
  grid,
  protocol,
}: Pick<Script, 'datasets' | 'engines' | 'grid' | 'protocol'>): Study {
  return {
    name: 'scripted',
    task: 'classification',
    datasets: datasets.map((name) => ({ kind: 'named', name, overrides: {} })),
    engines: engines.map((name) => ({ name, use: name, params: {} })),
    baseline: engines[0],
    grid,
    splits: [{ kind: 'holdout', test_size: 0.2, stratify: true, seed: 42 }],
    prepares: { default: [] },
    protocol: {
      rounds: 4,
      configurations_per_round: 'all',
      rows: TIMED_ROWS,
      score_rows: 'all',
      warmup: { calls: 1 },
      repeats: 1,
      min_time_ns: 0,
      mode: 'batch',
      time_proba: false,
      seed: 1,
      threads: 1,
      timeout_ns: 1e9,
      ...protocol,
    },
    analysis: { alpha: 0.05, equivalence: 0.05, family: 'study' },
  }
}

/** An engine that offers all metrics and weights, changed as told. */
export function readyEngine(
  name: string,
  capabilities: Partial<Manifest['capabilities']> = {},
  manifest = name,
): ReadyEngine {
  return {
    entry: { name, use: name, params: {} },
    manifest: {
      name: manifest,
      ecosystem: 'npm',
      library: 'scripted',
      description: 'An engine of the tests.',
      command: ['scripted'],
      fit_depends_on: [],
      vote: 'smallest-label',
      capabilities: {
        metrics: ['euclidean', 'manhattan'],
        weights: ['uniform', 'distance'],
        tasks: ['classification'],
        dtype: 'float64',
        form: 'difference',
        threads: 1,
        exact: true,
        neighbors: false,
        probabilities: false,
        sweep: false,
        ...capabilities,
      },
    },
    manifest_sha256: 'a'.repeat(64),
    version: '1.0.0',
    runtime: 'test',
    command: { words: ['scripted'], environment: {} },
  }
}
