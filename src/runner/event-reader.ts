import { type EngineEvent, eventSchema, type Job, MAX_LINE_BYTES } from '../engine/protocol.ts'

export type ReadEvent =
  | { readonly ok: true; readonly event: EngineEvent }
  | { readonly ok: false; readonly problem: string }

/** What an engine may say beside its samples: that it is alive, four times a second, for a day and more. */
const BASE_BYTES = 8 * 1024 * 1024
/** Thrice the longest line of a sample. */
const SAMPLE_BYTES = 1024

/** Far more than a job gives an engine to say, so that one that speaks without end does not fill our memory. */
export function mostBytes({ timed, protocol_options }: Pick<Job, 'timed' | 'protocol_options'>): number {
  const cells = timed.reduce((count, { configurations }) => count + configurations.length, 0)
  const kinds = protocol_options.time_proba ? 2 : 1
  return BASE_BYTES + cells * protocol_options.repeats * kinds * SAMPLE_BYTES
}

/** Turns the bytes of an engine's file descriptor 3 into checked events, line by line, up to so many bytes. */
export function eventReader(max_bytes: number): { push(chunk: Buffer): ReadEvent[]; end(): ReadEvent[] } {
  let rest = Buffer.alloc(0)
  let heard_bytes = 0
  return {
    push(chunk) {
      if (heard_bytes > max_bytes) return []
      heard_bytes += chunk.length
      rest = Buffer.concat([rest, chunk])
      const events: ReadEvent[] = []
      for (let end = rest.indexOf(0x0a); end >= 0; end = rest.indexOf(0x0a)) {
        events.push(readEvent(rest.subarray(0, end)))
        rest = rest.subarray(end + 1)
      }
      if (rest.length > MAX_LINE_BYTES) {
        events.push(TOO_LONG)
        rest = Buffer.alloc(0)
      }
      if (heard_bytes > max_bytes) {
        events.push({ ok: false, problem: `the protocol lines are longer than ${max_bytes} bytes together` })
        rest = Buffer.alloc(0)
      }
      return events
    },
    end() {
      if (rest.length === 0) return []
      return [{ ok: false, problem: `the last protocol line is torn after ${rest.length} bytes` }]
    },
  }
}

const TOO_LONG: ReadEvent = { ok: false, problem: `a protocol line is longer than ${MAX_LINE_BYTES} bytes` }

function readEvent(line: Buffer): ReadEvent {
  if (line.length > MAX_LINE_BYTES) return TOO_LONG
  let value: unknown
  try {
    value = JSON.parse(line.toString('utf8'))
  } catch {
    return { ok: false, problem: `a protocol line is not JSON: ${quote(line)}` }
  }
  const parsed = eventSchema.safeParse(value)
  if (parsed.success) return { ok: true, event: parsed.data }
  const { path, message } = parsed.error.issues[0]
  return {
    ok: false,
    problem: `a protocol event is malformed (${[...path, message].join(' ')}): ${quote(line)}`,
  }
}

function quote(line: Buffer): string {
  const text = line.toString('utf8')
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text)
}
