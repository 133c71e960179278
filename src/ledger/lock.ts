import { createHash, randomUUID } from 'node:crypto'
import { linkSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { InputError } from '../config/input-error.ts'
import { ownIdentity, processIdentitySchema, stateOf } from '../data/process-identity.ts'
import { removeLeft, writeWhole } from '../data/temporary.ts'

const LOCK_FILE = 'ledger.lock'
/** A file that can be made only once each time is what keeps two runs apart: a few tries outlast any race of takers. */
const TRIES = 100

const holderSchema = processIdentitySchema.extend({ id: z.uuid(), since: z.string() })
type Holder = z.infer<typeof holderSchema>

/** What a lock file says; `holder` is undefined for one that no run of ours has written. */
interface Claim {
  readonly id: string
  readonly holder: Holder | undefined
}

/**
 * Takes the one writer's place of a results folder, or throws InputError naming who holds it.
 *
 * Claims form a chain: the first is `ledger.lock`, and the claim after one whose process is gone is the file
 * `ledger.lock.<its id>`. The holder is the last of the chain. A claim is put in place by `link`, which
 * succeeds for one process only, and ids are never used again, so a takeover of what was read a while ago lands
 * outside the chain; reading the chain again tells.
 */
export function lockLedger(folder: string, since: string, self = ownIdentity()): () => void {
  const me: Holder = { ...self, id: randomUUID(), since }
  const head = join(folder, LOCK_FILE)
  // The draft is renamed to the first of the chain, which shortens it to this claim; only its holder may.
  writeWhole(head, (draft) => {
    writeFileSync(draft, JSON.stringify(me))
    takePlace(folder, draft, me)
  })
  removeGone(folder, me)
  return () => {
    if (readClaim(head)?.id === me.id) rmSync(head, { force: true })
  }
}

function takePlace(folder: string, draft: string, me: Holder): void {
  for (let left = TRIES; left > 0; left--) {
    const place = freePlace(folder, me)
    if (!tryLink(draft, place)) continue
    if (lastClaim(folder).claim?.id === me.id) return
    rmSync(place, { force: true })
  }
  throw new Error(`${folder}: the lock changed hands ${TRIES} times while it was being taken`)
}

/** Where the next claim goes, if whoever made the last one is gone. */
function freePlace(folder: string, me: Holder): string {
  const { claim, next } = lastClaim(folder)
  const holder = claim?.holder
  if (holder === undefined) return next
  const state = stateOf(holder, me)
  if (state === 'gone') return next
  throw state === 'running' ? held(folder, holder) : unseen(folder, holder)
}

function lastClaim(folder: string): { readonly claim: Claim | undefined; readonly next: string } {
  let claim: Claim | undefined
  let next = join(folder, LOCK_FILE)
  const seen = new Set<string>()
  for (let found = readClaim(next); found !== undefined && !seen.has(found.id); found = readClaim(next)) {
    claim = found
    seen.add(found.id)
    next = join(folder, `${LOCK_FILE}.${claim.id}`)
  }
  return { claim, next }
}

function readClaim(file: string): Claim | undefined {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw error
  }
  const holder = holderSchema.safeParse(parseJson(text)).data
  return { holder, id: holder?.id ?? createHash('sha256').update(text).digest('hex') }
}

/** False if another process was there first. */
function tryLink(draft: string, place: string): boolean {
  try {
    linkSync(draft, place)
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  }
}

/** Claims that were overtaken, and drafts of processes that were killed. */
function removeGone(folder: string, me: Holder): void {
  removeLeft(folder)
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(`${LOCK_FILE}.`)) continue
    const holder = readClaim(join(folder, name))?.holder
    if (holder === undefined) continue
    if (holder.id === me.id || stateOf(holder, me) === 'gone') rmSync(join(folder, name), { force: true })
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

function held(folder: string, { pid, since }: Holder): InputError {
  return new InputError({
    found: `${folder}: another run (process ${pid}, since ${since}) is writing this ledger.`,
    fix: 'Wait for it, or use --out.',
  })
}

function unseen(folder: string, { pid, since }: Holder): InputError {
  return new InputError({
    found: `${folder}: a run on another machine or in another container (process ${pid}, since ${since}) has locked this ledger, and from here it cannot be seen whether it still runs.`,
    fix: `If it does not, delete ${join(folder, LOCK_FILE)}; or use --out.`,
  })
}
