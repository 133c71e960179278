import { afterAll, describe, expect, it } from 'vitest'
import { workplace } from '../e2e/cli.ts'

describe('engines verify', () => {
  const place = workplace()
  afterAll(place.remove)

  it('finds ts-brute right in every step', () => {
    const { status, stdout } = place.knnbench('engines', 'verify', 'ts-brute', '--json')
    expect(status).toBe(0)
    const [{ verdict, wrong, checks }] = JSON.parse(stdout)
    expect([verdict, wrong]).toEqual(['right', []])
    const steps = checks.map(({ step }: { step: string }) => step)
    expect([...new Set(steps)]).toEqual(['exists', 'loads', 'agrees', 'edges', 'regression', 'speed'])
    // Roots of cosine and minkowski may round in another way than the oracle's; the other metrics have its bits.
    for (const { step, check, grades } of checks)
      if (step === 'agrees')
        expect(['identical', 'identical,epsilon-equivalent'], check).toContain(Object.keys(grades).join())
  }, 600_000)
})
