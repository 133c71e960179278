import { InputError } from '../../src/config/input-error.ts'

/** The message of the `InputError` that `act` throws, one problem a line; fails on any other outcome. */
export function messageOf(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    if (error instanceof InputError) return error.message
    throw error
  }
  throw new Error('expected an InputError, but nothing was thrown')
}
