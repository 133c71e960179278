import { afterAll, describe, expect, it } from 'vitest'
import { killAndFinish, randomFrom } from './kills.ts'
import { quickPlace } from './quick-study.ts'

/** The 100 kills of a study of 48 blocks are in `tests/full`. */
const KILLS = 3
const ROUNDS = 3

describe.runIf(process.platform === 'linux')('a host that is killed at any moment', () => {
  const place = quickPlace(ROUNDS)
  afterAll(place.remove)

  it('has its study finished by the same command, as if nothing had happened', async () => {
    const seed = Math.floor(Math.random() * 2 ** 32)
    console.log(`seed of the kills: ${seed}`)
    const { blocks, hits } = await killAndFinish(place, KILLS, randomFrom(seed))
    expect(new Set(blocks).size).toBe(4 * ROUNDS)
    expect(blocks).toHaveLength(4 * ROUNDS)
    console.log(JSON.stringify(hits))
  })
})
