import type { RecordOf } from '../../ledger/record.ts'
import { countOf } from '../answers-summary.ts'
import { groupBy } from '../group-by.ts'
import type { Study } from '../ledger-index.ts'
import { listWords } from '../list-words.ts'
import { everyArm } from '../ranked-arms.ts'
import { formatNumber } from '../render/format-number.ts'
import type { Results } from '../results.ts'

/** Every engine that took part, in its own words; those that say the same of themselves share a sentence. */
export function engineParagraphs({ study, index, left_out }: Results): string[] {
  const gone = new Set(left_out.map(({ engine }) => engine))
  const present = study.engines.filter(({ name }) => !gone.has(name))
  const alike = groupBy(present, (entry) => description(entry, index.engines.get(entry.name), study.task))
  const threads = countOf(study.protocol.threads, 'thread')
  return [
    [...alike].map(([words, engines]) => sentence(engines, words)).join(' '),
    `Each engine ran with ${threads}, and the thread pools of its libraries were limited to as many. In the difference form a squared distance is the sum of squared differences; in the norm form it is put together from the norms of both points and their product, which rounds otherwise.`,
  ]
}

function sentence(engines: readonly { readonly name: string }[], words: string): string {
  const names = listWords(engines.map(({ name }) => name))
  return engines.length === 1 ? `The engine ${names} is ${words}.` : `The engines ${names} are ${words}.`
}

function description(
  { params }: Pick<Study['engines'][number], 'params'>,
  info: RecordOf<'engine'> | undefined,
  task: Study['task'],
): string {
  if (info === undefined) return 'in the study and never started'
  const settings = Object.entries(params).map(([key, value]) => `${key} = ${value}`)
  const { library, version, runtime, dtype, form, vote } = info
  const withSettings = settings.length === 0 ? '' : ` with ${listWords(settings)}`
  return `${library} ${version} on ${runtime}${withSettings}: ${info.exact ? 'exact' : 'approximate'}, ${dtype}, with distances in the ${form} form${task === 'regression' ? '' : ` and ${voteWords(vote)}`}`
}

function voteWords(vote: string): string {
  return vote === 'smallest-label'
    ? 'tied votes going to the smallest label'
    : `tied votes going by a rule of its own (${vote})`
}

/** The machine, or machines, and the sittings of the blocks that count. */
export function environmentParagraphs(results: Results): string[] {
  const sittings = usedSessions(results)
  const isMerged = results.index.shards !== undefined
  return [
    ...machineWords(isMerged ? usedEnvironments(results, sittings) : [results.environment]),
    ...(sittings.length === 0 ? [] : [`${sittingWords(sittings, isMerged)} ${pinningWords(sittings)}`]),
  ]
}

type Environment = RecordOf<'environment'>

function usedEnvironments({ index, environment }: Results, sittings: readonly Session[]) {
  const used = new Set(sittings.map(({ environment_id }) => environment_id))
  return used.size === 0
    ? [environment]
    : index.all('environment').filter(({ environment_id }) => used.has(environment_id))
}

function machineWords(environments: readonly (Environment | undefined)[]): string[] {
  const subject = environments.length === 1 ? 'The machine' : 'Of several kinds of machine, one'
  return environments.map((environment) =>
    environment === undefined
      ? 'The ledger does not describe the machine.'
      : `${subject} has ${countOf(environment.cores, 'core')} of type ${environment.cpu} and ${formatNumber(environment.memory_bytes, 'bytes')} of memory, ${environment.virtual ? 'is virtual, ' : ''}and runs ${environment.platform} ${environment.kernel} (${environment.arch}) with Node ${environment.node}.`,
  )
}

type Session = RecordOf<'session'>

function usedSessions({ index, cases }: Results): Session[] {
  const used = new Set(
    cases.flatMap((one) =>
      everyArm(one).flatMap(({ blocks }) => blocks.map(({ block }) => block.session_id)),
    ),
  )
  return index.all('session').filter(({ session_id }) => used.has(session_id))
}

function sittingWords(sessions: readonly Session[], isMerged: boolean): string {
  const days = [...new Set(sessions.map(({ started_at }) => started_at.slice(0, 'yyyy-mm-dd'.length)))].sort()
  const boots = new Set(sessions.map(({ boot }) => boot)).size
  const where = isMerged
    ? `${countOf(boots, 'machine')}, each boot counted`
    : `${countOf(boots, 'boot')} of that machine`
  return `What is shown was measured in ${countOf(sessions.length, 'session')} on ${where}, begun on ${listWords(days)} (UTC); pairs never cross sessions.`
}

function pinningWords(sessions: readonly Session[]): string {
  const cores = [...new Set(sessions.map(({ engine_cores }) => engine_cores?.join(', ') ?? ''))]
  if (cores.includes('')) return 'Engines were not pinned to cores in all of them.'
  const isApart = sessions.every(
    ({ engine_cores, host_cores }) =>
      host_cores !== null && !host_cores.some((core) => engine_cores?.includes(core)),
  )
  return `Engines were pinned to core ${listWords(cores)}${isApart ? ', while the program that drives and times the study stayed on another' : ''}.`
}
