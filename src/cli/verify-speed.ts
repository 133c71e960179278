import os from 'node:os'
import { locateStudy } from '../config/parse-study.ts'
import type { Study } from '../config/study.ts'
import type { Check } from '../conformance/check.ts'
import { answerOf, type Heard, listeningEffects } from '../conformance/host.ts'
import { decodeNpy } from '../data/npy.ts'
import { toolVersion } from '../engine/package-version.ts'
import { expandGrid } from '../plan/grid.ts'
import type { Answer } from '../report/answer.ts'
import { buildResults, type CaseResults } from '../report/results.ts'
import { readBoot, readCpuTicks, readEnvironment } from '../runner/machine.ts'
import type { ReadyEngine } from '../runner/ready-engine.ts'
import { isReady } from '../runner/resolve-engine.ts'
import { runStudy } from '../runner/run-study.ts'
import type { EngineHost } from './engine-host.ts'
import { cacheRoot } from './folders.ts'
import type { Io } from './io.ts'
import { knownNames } from './known-names.ts'
import { namedEngine } from './named-engine.ts'
import { studyCases } from './study-cases.ts'

const BASELINE = 'ts-brute'

/** Few rounds: enough for an interval, short enough to wait for. */
function speedStudy({ manifest }: ReadyEngine): string {
  const { metrics, weights } = manifest.capabilities
  return JSON.stringify({
    name: 'verify-speed',
    datasets: ['digits'],
    engines: [BASELINE],
    grid: { n_neighbors: [1, 5, 15], metric: [metrics[0]], weights: [weights[0]] },
    protocol: { rounds: 4, rows: 128, score_rows: 128, warmup: '50ms', min_time: '5ms', timeout: '30s' },
  })
}

/** Step 5, of an engine whose answers are right: a short study against ts-brute, by the runner of every other. */
export async function checkSpeed(engine: ReadyEngine, host: EngineHost, io: Io): Promise<Check[]> {
  const source = { file: 'the speed check', text: speedStudy(engine) }
  const { study: base, places } = locateStudy(source, knownNames())
  const baseline = namedEngine(BASELINE, io).engine
  if (!isReady(baseline)) throw new Error(`${BASELINE} comes with the tool and is not ready`)
  const engines = engine.entry.name === BASELINE ? [engine] : [baseline, engine]
  const study: Study = { ...base, engines: engines.map(({ entry }) => entry) }
  const { effects, heard } = listeningEffects(host)
  const { pinning } = host
  await runStudy({
    study,
    grid: expandGrid(study.grid),
    cases: studyCases(study, places, { cacheRoot: cacheRoot(io) }),
    engines,
    missing: [],
    environment: readEnvironment(),
    boot: readBoot(),
    changed_environment: 'refuse',
    pinned: { engine_cores: pinning === undefined ? null : [...pinning.engine_cores], host_cores: null },
    tool_version: toolVersion(),
    records: [],
    again: [],
    jobs: 1,
    until: 'rounds',
    effects: {
      ...effects,
      now_ns: () => Number(process.hrtime.bigint()),
      asleep_ns: () => os.uptime() * 1e9 - Number(process.hrtime.bigint()),
      timestamp: () => new Date().toISOString(),
      load_1m: () => os.loadavg()[0],
      cpuTicks: readCpuTicks,
    },
    cancel: host.cancel,
    onPlan: () => undefined,
  })
  const results = buildResults(heard.records, (sha256) => readAnswer(heard, sha256))
  return (results?.cases ?? []).map((one) => speedOf(engine.entry.name, one))
}

function readAnswer(heard: Heard, sha256: string): Answer {
  const { shape, data } = decodeNpy(answerOf(heard, sha256), sha256)
  if (data instanceof Int32Array || data instanceof Float64Array) return { shape, data }
  throw new Error(`answer ${sha256} holds neither codes nor float64`)
}

function speedOf(name: string, { facts, contrasts }: CaseResults): Check {
  const { n_train, n_features, rows_timed } = facts
  const what = `${n_train.toLocaleString('en')} × ${n_features}, ${rows_timed} test rows`
  const check = { step: 'speed', name: facts.dataset, what, grades: {} } as const
  const contrast =
    name === BASELINE ? contrasts.null_arm : contrasts.engines.find(({ engine }) => engine === name)
  if (contrast === undefined) return { ...check, status: 'left out', notes: ['not compared'] }
  if (contrast.kind === 'not-compared') return { ...check, status: 'left out', notes: [contrast.reason] }
  const { ratio, ratio_95, rounds } = contrast
  const range =
    ratio_95 === undefined
      ? ''
      : ` (95 % interval ${shown(1 / ratio_95.high)} – ${shown(1 / ratio_95.low)}, ${rounds} rounds)`
  const than = name === BASELINE ? 'itself' : BASELINE
  return { ...check, status: 'right', notes: [`${shown(1 / ratio)} × as fast as ${than}${range}`] }
}

function shown(ratio: number): string {
  return ratio >= 100 ? ratio.toFixed(0) : ratio.toPrecision(3)
}
