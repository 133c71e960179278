import { InputError } from '../config/input-error.ts'
import { bundledCases } from '../conformance/cases/bundled-cases.ts'
import type { Check } from '../conformance/check.ts'
import { verifyEngine } from '../conformance/verify-engine.ts'
import { RENDERERS } from '../report/render/index.ts'
import { hangingText } from '../report/render/wrap-text.ts'
import { isReady } from '../runner/resolve-engine.ts'
import { commandWords } from '../runner/trust.ts'
import { type EngineHost, withEngineHost } from './engine-host.ts'
import { cacheRoot } from './folders.ts'
import { colorOf, EXIT, type Io, widthOf } from './io.ts'
import { bundledEngines, type NamedEngine, namedEngine } from './named-engine.ts'
import { pathsFromHere } from './shown-path.ts'
import { tell } from './tell.ts'
import { verificationJson } from './verify-json.ts'
import { type RowOptions, verifyRow } from './verify-row.ts'
import { checkSpeed } from './verify-speed.ts'
import { checksTable, type EngineVerification, stepsTable, verdictOf, wrongLines } from './verify-tables.ts'

export interface VerifyOptions extends RowOptions {
  readonly all?: true
}

/** `knnbench engines verify`: the conformance suite. Gives the exit code. */
export async function verifyCommand(
  named: string | undefined,
  options: VerifyOptions,
  io: Io,
): Promise<number> {
  const { all, dataset, row, study } = options
  const isOfRow = [dataset, row, study].some((option) => option !== undefined)
  if (isOfRow && named !== undefined && all !== true) return await verifyRow(named, options, io)
  const engines = chosenEngines(named, options, io)
  const verified = await withEngineHost(io, async (host) => {
    const done: EngineVerification[] = []
    for (const engine of engines) done.push(await verifiedOne(engine, host, io))
    return done
  })
  io.stdout.write(options.json === true ? verificationJson(verified) : verifiedText(verified, io))
  return exitCode(verified, options)
}

function chosenEngines(named: string | undefined, { all }: VerifyOptions, io: Io): NamedEngine[] {
  if (named !== undefined && all !== true) return [namedEngine(named, io)]
  if (named === undefined && all === true) return bundledEngines(io)
  throw new InputError({
    found: named === undefined ? 'there is no engine.' : `an engine (${named}) and --all are both given.`,
    fix: 'Write  knnbench engines verify NAME, the path of a manifest, or  knnbench engines verify --all',
  })
}

async function verifiedOne(
  { found, engine }: NamedEngine,
  host: EngineHost,
  io: Io,
): Promise<EngineVerification> {
  const { name, library, capabilities } = found.manifest
  const existence = { step: 'exists', name: 'manifest', what: commandWords(found), grades: {} } as const
  if (!isReady(engine)) {
    const check: Check = { ...existence, status: 'failed', notes: [`${engine.missing}: ${engine.fix}`] }
    return { engine: name, library, version: null, checks: [check], wrong: [] }
  }
  const offered = [...capabilities.metrics, ...capabilities.weights].join(', ')
  const exists: Check = { ...existence, status: 'right', notes: [offered] }
  const onCheck = (check: string): void => tell(io, [`  ${name}  ${check}`])
  const options = { bundled: bundledCases(cacheRoot(io)), jobs: host.pinning?.all_cores.length ?? 1, onCheck }
  const { checks, wrong } = await verifyEngine(engine, host, options)
  const before = { engine: name, library, version: engine.version, checks: [exists, ...checks], wrong }
  if (!mayBeTimed(before)) return before
  onCheck('speed')
  return { ...before, checks: [...before.checks, ...(await checkSpeed(engine, host, io))] }
}

/** Studies never ask what an engine must refuse; all else has to be right before a time is shown. */
function mayBeTimed({ checks, wrong }: EngineVerification): boolean {
  const isRight = ({ step, status }: Check): boolean =>
    step === 'edges' || status === 'right' || (step === 'regression' && status === 'refused')
  return wrong.length === 0 && checks.every(isRight)
}

function verifiedText(engines: readonly EngineVerification[], io: Io): string {
  const options = { width: widthOf(io.stdout, io.env), color: colorOf(io.stdout, io.env) }
  const [first] = engines
  const table = engines.length === 1 ? checksTable(first) : stepsTable(engines)
  const lines = [...engines.flatMap(wrongLines), '', ...engines.map(verdictLine)].map((line) =>
    line === '' ? line : hangingText('', line, options.width),
  )
  return pathsFromHere(
    `${RENDERERS.terminal.render([table], options)}${lines.map((line) => `${line}\n`).join('')}`,
    io.cwd,
  )
}

function verdictLine(one: EngineVerification): string {
  const { engine } = one
  switch (verdictOf(one)) {
    case 'right':
      return `${engine}: every answer is right, so its times may be compared.`
    case 'wrong':
      return `${engine}: wrong answers; a study shows no time of the cells that they concern.`
    case 'unguarded':
      return `${engine}: right, but it answers what it should refuse; studies do not ask that, other users may.`
    case 'failed':
      return `${engine}: it does not do all that its manifest says.`
    case 'not ready':
      return `${engine}: not ready.`
  }
}

/** With --all an engine that is not here is only left out. */
function exitCode(engines: readonly EngineVerification[], { all }: VerifyOptions): number {
  const verdicts = engines.map(verdictOf)
  if (verdicts.includes('wrong') || verdicts.includes('unguarded')) return EXIT.wrong
  const isBad = verdicts.some((verdict) => verdict === 'failed' || (verdict === 'not ready' && all !== true))
  return isBad ? EXIT.failed : EXIT.ok
}
