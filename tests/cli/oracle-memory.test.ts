import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../ledger/folder.ts'

const PROGRAM = fileURLToPath(new URL('../fixtures/programs/grades-rows.mjs', import.meta.url))
const MEBIBYTE = 2 ** 20
/** The worker's own code and heap, and garbage that was not collected yet. */
const SLACK_BYTES = 112 * MEBIBYTE

const N_TRAIN = 60_000
const ROWS = 800
const COLUMNS = 6
const N_NEIGHBORS = 51

/** The row cap of `buildOracle`, index and value of each, four times: kept, joined, encoded and read. */
const STORED_BYTES = ROWS * (4 * N_NEIGHBORS + 64) * 12 * 4
/** Of one row at a time. */
const VALUES_BYTES = 8 * N_TRAIN

test.each([
  ['euclidean', '0', VALUES_BYTES],
  ['cosine', '0', VALUES_BYTES + 8 * N_TRAIN * (COLUMNS + 1)], // and its scaled rows
  ['manhattan', '2', VALUES_BYTES], // every row has more candidates than are kept, since most distances tie
])('grading by %s (levels: %s) never holds the distances of all pairs', (metric, levels, held_bytes) => {
  const numbers = [N_TRAIN, ROWS, COLUMNS, N_NEIGHBORS].map(String)
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [PROGRAM, ...numbers, metric, levels, temporaryFolder()],
    { encoding: 'utf8' },
  )
  expect(stderr).toBe('')
  const told = JSON.parse(stdout)
  expect([told.grade, told.rows_graded, told.held_bytes]).toEqual(['labels-agree', ROWS, 0])
  const bound_bytes = held_bytes + STORED_BYTES + SLACK_BYTES
  expect(bound_bytes).toBeLessThan(4 * N_TRAIN * ROWS) // less than a float32 or an index a pair
  expect(told.growth_bytes).toBeLessThan(bound_bytes)
})
