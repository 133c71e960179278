import { hostMark } from './host-death.ts'
import { endMarked, findMarked, type IsMeant, killMarked } from './marked-processes.ts'

const ENGINE = 'KNNBENCH_ENGINE'

let engines = 0

/** What tells an engine process and all its descendants apart from every other engine, wherever they went. */
export interface EngineMark {
  /** For its environment; always of one length, since the size of an environment can shift times. */
  readonly variables: Readonly<Record<string, string>>
  /** Whether anybody bears it. */
  isBorne(): boolean
  /** SIGKILL to whoever bears it; gives their number. */
  kill(): number
  /** The same, until nobody is left. */
  endAll(): Promise<number>
}

/** A mark that no other engine of this host has. */
export function newEngineMark(): EngineMark {
  engines++
  const variables = { ...hostMark(), [ENGINE]: String(engines).padStart(10, '0') }
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}`)
  // Where the host cannot be told, the number of an engine alone could be that of another host's.
  const isOurs: IsMeant = (environment) =>
    lines.length > 1 && lines.every((line) => environment.includes(line))
  return {
    variables,
    isBorne: () => findMarked(isOurs).length > 0,
    kill: () => killMarked(isOurs).length,
    endAll: () => endMarked(isOurs),
  }
}
