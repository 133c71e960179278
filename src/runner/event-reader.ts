import { type EngineEvent, eventSchema, MAX_LINE_BYTES } from '../engine/protocol.ts'

export type ReadEvent =
  | { readonly ok: true; readonly event: EngineEvent }
  | { readonly ok: false; readonly problem: string }

/** Turns the bytes of an engine's file descriptor 3 into checked events, line by line. */
export function eventReader(): { push(chunk: Buffer): ReadEvent[]; end(): ReadEvent[] } {
  let rest = Buffer.alloc(0)
  return {
    push(chunk) {
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
