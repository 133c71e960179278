import { spawnSync } from 'node:child_process'
import { symlinkSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { writeNpy } from '../../src/data/npy.ts'
import { answerFault } from '../../src/runner/answer-files.ts'
import { temporaryFolder } from '../ledger/folder.ts'

const CELL = { n_neighbors: 5, metric: 'euclidean', weights: 'uniform' } as const

let file: string
let probabilities: string
beforeEach(() => {
  const folder = temporaryFolder()
  file = join(folder, 'labels.npy')
  probabilities = join(folder, 'probabilities.npy')
})

const labels = (rows: number): void => writeNpy(file, { shape: [rows], data: new Int32Array(rows) })
const answer = (told: string | null) => ({ configuration: CELL, file, probabilities: told })
const fault = (told: string | null = null) =>
  answerFault(answer(told), { task: 'classification', rows: 4, n_classes: 2 })
const valueFault = (told: string | null = null) =>
  answerFault(answer(told), { task: 'regression', rows: 4, n_classes: 0 })

test('a regression is answered by finite float64 numbers, without probabilities', () => {
  writeNpy(file, { shape: [4], data: Float64Array.of(1, 2.5, -3, 0) })
  expect(valueFault()).toBeUndefined()
  expect(valueFault(file)).toBe('it tells probabilities of a regression')
  writeNpy(file, { shape: [4], data: Float64Array.of(1, 2.5, Number.NaN, 0) })
  expect(valueFault()).toBe('the prediction is NaN in answer row 2')
  labels(4)
  expect(valueFault()).toContain('dtype <i4 where numbers are needed')
})

test('labels and probabilities of the rows that were asked for can be used', () => {
  labels(4)
  writeNpy(probabilities, { shape: [4, 2], data: new Float64Array(8).fill(0.5) })
  expect(fault()).toBeUndefined()
  expect(fault(probabilities)).toBeUndefined()
})

test('labels of other rows cannot, nor can probabilities of other classes', () => {
  labels(3)
  expect(fault()).toBe('labels.npy is <i4 (3); it should be (4)')
  labels(4)
  writeNpy(probabilities, { shape: [4, 1], data: new Float64Array(4).fill(1) })
  expect(fault(probabilities)).toBe('probabilities.npy is <f8 (4, 1); it should be <f8 (4, 2)')
})

test('a file that is not there is told without its folder', () => {
  expect(fault()).toBe('its answer cannot be read: labels.npy is not there')
})

test('a pipe is not opened: nobody writes to it', () => {
  expect(spawnSync('mkfifo', [file]).status).toBe(0)
  expect(fault()).toBe('its answer cannot be read: labels.npy is not a plain file')
})

test('nor is a link to a file elsewhere', () => {
  symlinkSync('/etc/hostname', file)
  expect(fault()).toBe('its answer cannot be read: labels.npy is not a plain file')
})

test('a file longer than its numbers is not read into memory', () => {
  labels(4)
  truncateSync(file, 2 ** 40)
  expect(fault()).toBe('its answer cannot be read: labels.npy has 1099511627776 bytes for 4 numbers')
})
