import { once } from 'node:events'
import { afterAll, describe, expect, it } from 'vitest'
import { readLedger } from '../../src/ledger/read-ledger.ts'
import { workplace } from './cli.ts'
import { TINY_STUDY, writeStudy } from './tiny-study.ts'

describe('Ctrl-C', () => {
  const place = workplace()
  afterAll(place.remove)

  it('ends with exit code 130, and the same command goes on from there', async () => {
    // more rounds than can pass before the signal comes, however busy the machine is
    writeStudy(place.folder, TINY_STUDY.replace('rounds: 4', 'rounds: 400'))
    const child = place.start('run', 'study.yaml')
    let told = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      told += chunk.toString()
      if (told.includes('round 2/400') && !child.killed) child.kill('SIGINT')
    })
    const [code] = await once(child, 'close')
    expect(told).toContain('Every finished block is in the ledger')
    expect(code).toBe(130)
    const resumed = place.knnbench('run', 'study.yaml', '--rounds', '4')
    expect(resumed.status).toBe(0)
    const ends = readLedger(`${place.folder}/results/tiny`).records.filter(
      (record) => record.type === 'block-end',
    )
    expect(ends.length).toBeGreaterThanOrEqual(12)
    expect(ends.every(({ outcome }) => outcome === 'measured')).toBe(true)
  })
})
