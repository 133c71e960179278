import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { writeNpy } from '../../src/data/npy.ts'
import { desk, study } from './invoke.ts'

const place = desk()
afterAll(place.remove)
const ROWS = '1,5;0;3\n2;1;4\n'.repeat(5)
place.write('data/churn.csv', `age;churn;x\n${ROWS}`)
writeNpy(join(place.folder, 'data/x.npy'), { shape: [2, 1], data: Float64Array.of(1, 2) })
place.write('data/labels.npy', '')

/** What a dry run says of a study with this entry in line 4. */
async function refusal(entry: string): Promise<string> {
  place.write('s.yaml', study(`\n  - wine\n  - ${entry}`, '[ts-brute]'))
  const { code, stderr } = await place.knnbench(['run', 's.yaml', '--dry-run'])
  expect(code).toBe(2)
  return stderr.trimEnd()
}

test.each([
  [
    '{ name: c, path: data/chrn.csv, target: churn }',
    's.yaml:4:22: datasets[1].path is "data/chrn.csv", and there is no such file. Did you mean "data/churn.csv"?',
  ],
  [
    '{ name: c, path: data, target: churn }',
    's.yaml:4:22: datasets[1].path is "data", which is a folder. Give the path of a file.',
  ],
  [
    '{ name: c, path: data/churn.csv, target: chrn }',
    's.yaml:4:46: target names the column "chrn", which the header does not have. Did you mean "churn"? Columns: age, churn, x',
  ],
  [
    '{ name: c, path: data/churn.csv, target: churn, drop: [x, agee] }',
    's.yaml:4:63: drop names the column "agee", which the header does not have. Did you mean "age"? Columns: age, churn, x',
  ],
  [
    '{ name: c, path: data/churn.csv, target: churn, decimal: ",", positive: "7" }',
    's.yaml:4:77: positive is "7", which is no label of churn. Labels: 0, 1',
  ],
  [
    '{ name: c, path: data/churn.csv, target: churn, delimiter: "," }',
    's.yaml:4:46: target names the column "churn", which the header does not have. The header has it between ";": set  delimiter: ";"',
  ],
  [
    '{ name: c, path: data/x.npy, target: label.npy }',
    's.yaml:4:42: there is no such file. Did you mean "labels.npy"?',
  ],
  [
    '{ name: c, path: data/x.npy, target: y.npy, missing: [NA] }',
    's.yaml:4:58: an array takes no missing. Allowed: target, positive, drop. NaN means missing.',
  ],
  [
    'data/churn.csv',
    's.yaml:4:5: datasets[1] is "data/churn.csv", which is no dataset\'s name. A file is written like this:  { name: churn, path: data/churn.csv, target: COLUMN }',
  ],
  [
    'diabetes-progression',
    "s.yaml:4:5: diabetes-progression is for regression, the study's task is classification. Remove it, or change task.",
  ],
])('%s is told where it is written', async (entry, sentence) => {
  expect(await refusal(entry)).toBe(sentence)
})

test('a decimal comma is told in the data, by its path from here', async () => {
  const sentence = await refusal('{ name: c, path: data/churn.csv, target: churn }')
  expect(sentence).toMatch(/^data\/churn\.csv:2:1: "1,5" in column age/)
  expect(sentence).toContain('Decimal comma? Add  decimal: ","')
})

test('a name that a base study wrote is told in the base study', async () => {
  place.write('base.yaml', study('[{ name: c, path: data/churn.csv, target: chrn }]', '[ts-brute]'))
  place.write('top.yaml', 'extends: base.yaml\nname: top\n')
  const { stderr } = await place.knnbench(['run', 'top.yaml', '--dry-run'])
  expect(stderr).toMatch(/^base\.yaml:2:53: target names the column "chrn"/)
})
