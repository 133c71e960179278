import type { RecordOf } from '../../ledger/record.ts'
import type { Results } from '../results.ts'

type Engine = RecordOf<'engine'>
export type CasePreparation = Pick<
  RecordOf<'data'>,
  'case_id' | 'source_sha256' | 'X_train_sha256' | 'X_test_sha256'
>

/** What a study is run with and on, beside the study itself. */
export interface Setting {
  readonly tool_version: string
  readonly study_hash: string
  readonly environment: RecordOf<'environment'> | undefined
  /** Undefined where it is not known, or was not found out. */
  readonly pinned: Pick<RecordOf<'session'>, 'engine_cores' | 'host_cores'> | undefined
  /** The engines that are there. */
  readonly engines: ReadonlyMap<string, Engine>
  readonly cases: readonly CasePreparation[]
}

/** One thing that a ledger recorded, as it is here. */
export interface SettingFact {
  readonly about: string
  readonly fact: string
  /** Undefined where the side does not know it. */
  readonly old: string | undefined
  readonly now: string | undefined
}

/** What a ledger says of the setting it was measured in: of several sessions the last. */
export function recordedSetting({ study, environment, index }: Results): Setting {
  return {
    tool_version: study.tool_version,
    study_hash: study.study_hash,
    environment,
    pinned: index.all('session').at(-1),
    engines: index.engines,
    cases: index.data,
  }
}

/** All facts that either of two settings knows, side by side, of the engines and cases of `scope`. */
export function settingFacts(
  old: Setting,
  now: Setting,
  scope: { readonly engines: readonly string[]; readonly datasets: readonly string[] },
): SettingFact[] {
  const inScope = ({ case_id }: CasePreparation) =>
    scope.datasets.some((name) => case_id.startsWith(`${name}/`))
  const facts: SettingFact[] = [
    { about: 'knnbench', fact: 'version', old: old.tool_version, now: now.tool_version },
    { about: 'study', fact: 'hash', old: short(old.study_hash), now: short(now.study_hash) },
    ...machineFacts(old, now),
    ...scope.engines.flatMap((engine) =>
      engineFacts(engine, old.engines.get(engine), now.engines.get(engine)),
    ),
    ...old.cases.filter(inScope).flatMap((one) => caseFacts(one, now.cases)),
  ]
  return facts.filter((fact) => fact.old !== undefined || fact.now !== undefined)
}

function machineFacts(old: Setting, now: Setting): SettingFact[] {
  const machine = (fact: string, value: (setting: Setting) => string | undefined): SettingFact => ({
    about: 'machine',
    fact,
    old: value(old),
    now: value(now),
  })
  return [
    machine('CPU', ({ environment }) => environment?.cpu),
    machine('cores', ({ environment }) => environment && String(environment.cores)),
    machine(
      'memory',
      ({ environment }) => environment && `${(environment.memory_bytes / 1e9).toFixed(1)} GB`,
    ),
    machine('virtual', ({ environment }) => environment && (environment.virtual ? 'yes' : 'no')),
    machine('system', ({ environment }) => environment && `${environment.platform} ${environment.arch}`),
    machine('kernel', ({ environment }) => environment?.kernel),
    machine('Node', ({ environment }) => environment?.node),
    machine('cores of engines', ({ pinned }) => pinned && coreWords(pinned.engine_cores)),
    machine('cores of knnbench', ({ pinned }) => pinned && coreWords(pinned.host_cores)),
  ]
}

function coreWords(cores: readonly number[] | null): string {
  return cores === null ? 'not pinned' : cores.join(', ')
}

function engineFacts(engine: string, old: Engine | undefined, now: Engine | undefined): SettingFact[] {
  const fact = (name: string, value: (one: Engine) => string): SettingFact => ({
    about: engine,
    fact: name,
    old: old && value(old),
    now: now && value(now),
  })
  return [
    fact('version', ({ library, version }) => `${library} ${version}`),
    fact('code', ({ manifest_sha256 }) => short(manifest_sha256)),
    fact('runtime', ({ runtime }) => runtime),
    fact('flags', ({ flags }) => (flags.length === 0 ? 'none' : flags.join(' '))),
  ]
}

function caseFacts(old: CasePreparation, cases: readonly CasePreparation[]): SettingFact[] {
  const now = cases.find(({ case_id }) => case_id === old.case_id)
  const fact = (name: string, value: (one: CasePreparation) => string): SettingFact => ({
    about: old.case_id,
    fact: name,
    old: value(old),
    now: now && value(now),
  })
  return [
    fact('source', ({ source_sha256 }) => short(source_sha256)),
    fact('prepared', ({ X_train_sha256, X_test_sha256 }) =>
      [X_train_sha256, X_test_sha256].map(short).join(' '),
    ),
  ]
}

/** Enough of a sha256 to be told apart from any other by eye. */
function short(sha256: string): string {
  return sha256.slice(0, 12)
}
