import { describe, expect, it, onTestFinished } from 'vitest'
import { dieAndFinish, fileCalls } from '../faults/deaths.ts'
import { killAndFinish, randomFrom } from '../faults/kills.ts'
import { quickPlace } from '../faults/quick-study.ts'

const KILLS = 100
/** Side by side: a run mostly waits for its engines and the disk. */
const PLACES = [0, 1, 2, 3]

describe.runIf(process.platform === 'linux')('a host that is killed', () => {
  const seed = Math.floor(Math.random() * 2 ** 32)

  it(`at ${KILLS} random moments has its 48 blocks finished, each exactly once`, async () => {
    console.log(`seed of the kills: ${seed}`)
    const places = PLACES.map(() => quickPlace(12))
    onTestFinished(() => {
      for (const place of places) place.remove()
    })
    const found = await Promise.all(
      places.map((place, i) => killAndFinish(place, KILLS / PLACES.length, randomFrom(seed + i))),
    )
    for (const { blocks, hits } of found) {
      expect(new Set(blocks).size).toBe(48)
      expect(blocks).toHaveLength(48)
      console.log(JSON.stringify(hits))
    }
  })

  it('within any call that changes files has its study finished too', async () => {
    const places = PLACES.map(() => quickPlace(1))
    onTestFinished(() => {
      for (const place of places) place.remove()
    })
    const calls = await fileCalls(places[0])
    const random = randomFrom(seed)
    const chosen = calls.filter(({ thread }) => thread === 'worker' || random() < 0.3)
    const shares = PLACES.map((i) => chosen.filter((_, at) => at % PLACES.length === i))
    const deaths = await Promise.all(places.map((place, i) => dieAndFinish(place, shares[i])))
    expect(deaths.reduce((sum, one) => sum + one, 0)).toBe(chosen.length)
  })
})
