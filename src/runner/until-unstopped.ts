import { InputError } from '../config/input-error.ts'

/** A machine that stops so often in a row will not do better in the next one. */
const MOST_TRIES = 20

/** Does something again for as long as this machine, or this process on it, was stopped meanwhile. */
export async function untilUnstopped<T>(
  attempt: () => Promise<T>,
  wasStopped: (result: T) => boolean,
): Promise<T> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const result = await attempt()
    if (!wasStopped(result)) return result
  }
  throw new InputError({
    found: `this program was stopped for over a second in each of ${MOST_TRIES} tries to measure the same thing.`,
    fix: 'Whatever is timed here would hold these stops: run it where the machine is neither frozen nor starved of its processors.',
  })
}
