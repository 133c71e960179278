import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { announcedFiles, answerFault } from '../../src/runner/answer-files.ts'
import { temporaryFolder } from '../ledger/folder.ts'

const configuration = { n_neighbors: 1, metric: 'euclidean', weights: 'uniform' } as const

test.each(['/etc/passwd', '../../../etc/passwd', 'a/b/passwd'])(
  'an engine that announces %s is read in its own folder',
  (name) => {
    const files = announcedFiles(
      [
        { event: 'result', configuration, labels: name, probabilities: name },
        { event: 'neighbors', metric: 'euclidean', n_neighbors: 1, indices: name, distances: name },
      ],
      '/work/process-1',
    )
    const own = '/work/process-1/passwd'
    expect(files).toEqual({
      labels: [{ configuration, file: own, probabilities: own }],
      neighbors: [{ metric: 'euclidean', n_neighbors: 1, indices: own, distances: own }],
    })
  },
)

test.each(['..', '.', '/', '', 'passwd'])(
  'one that announces "%s" has no answer that can be read',
  (name) => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'passwd'), 'root:x:0:0\n')
    const [file] = announcedFiles(
      [{ event: 'result', configuration, labels: name, probabilities: null }],
      folder,
    ).labels
    expect(answerFault(file, { task: 'classification', rows: 2, n_classes: 2 })).toMatch(
      /^its answer cannot be read: /,
    )
  },
)
