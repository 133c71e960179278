import { InputError } from './input-error.ts'
import { quoted } from './printable.ts'

/** One of `of` parts of a study that are measured apart; `number` counts from 1. */
export interface Shard {
  readonly number: number
  readonly of: number
}

/** `3 of 16`. */
export function shardWords({ number, of }: Shard): string {
  return `${number} of ${of}`
}

/** `3/16`, as `--shard` takes it; anything else is an `InputError`. */
export function parseShard(text: string): Shard {
  const [, number, of] = (/^(\d{1,9})\/(\d{1,9})$/.exec(text) ?? []).map(Number)
  if (number === undefined || of === undefined)
    throw refused(text, 'allowed: a number, a slash and how many there are, or auto', 'Write --shard 1/4')
  if (of === 0) throw refused(text, 'there is no study in 0 parts', 'Write --shard 1/4')
  if (number === 0) throw refused(text, 'shards count from 1', `Write --shard 1/${of}`)
  if (number > of) throw refused(text, `the last of ${of} is ${of}/${of}`, `Write --shard ${of}/${of}`)
  return { number, of }
}

function refused(text: string, why: string, fix: string): InputError {
  return new InputError({ found: `--shard is ${quoted(text)}; ${why}.`, fix })
}
