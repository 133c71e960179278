import { expect, test } from 'vitest'
import { chosenShard } from '../../src/cli/shard-option.ts'
import { messageOf } from '../config/thrown.ts'

const slurm = (id: string, least: string, most: string, count: string) => ({
  SLURM_ARRAY_TASK_ID: id,
  SLURM_ARRAY_TASK_MIN: least,
  SLURM_ARRAY_TASK_MAX: most,
  SLURM_ARRAY_TASK_COUNT: count,
})

test.each([
  [slurm('3', '1', '16', '16'), 3, 16, 'shard 3 of 16 (SLURM_ARRAY_TASK_ID=3 of 1-16)'],
  [slurm('3', '0', '15', '16'), 4, 16, 'shard 4 of 16 (SLURM_ARRAY_TASK_ID=3 of 0-15)'],
  [
    { JOB_COMPLETION_INDEX: '0', JOB_COMPLETIONS: '4' },
    1,
    4,
    'shard 1 of 4 (JOB_COMPLETION_INDEX=0, JOB_COMPLETIONS=4)',
  ],
  [{ CI_NODE_INDEX: '4', CI_NODE_TOTAL: '4' }, 4, 4, 'shard 4 of 4 (CI_NODE_INDEX=4, CI_NODE_TOTAL=4)'],
])('auto reads %j', (env, number, of, note) => {
  expect(chosenShard('auto', { env })).toEqual({ shard: { number, of }, notes: [note] })
})

test.each([
  [{}, '--shard auto, but nothing here says which part this is'],
  [slurm('7', '3', '7', '2'), '--shard auto in a Slurm array of 2 tasks from 3 to 7;'],
  [slurm('3', '3', '3', '1'), '--shard auto in a Slurm array of 1 task from 3 to 3;'],
  [slurm('3', '1', '5', '3'), '--shard auto in a Slurm array of 3 tasks from 1 to 5;'],
  [{ JOB_COMPLETION_INDEX: '1' }, 'Set JOB_COMPLETIONS in the container'],
  [{ CI_NODE_INDEX: '1' }, '--shard auto: CI_NODE_TOTAL is not set'],
  [
    { CI_NODE_INDEX: 'x', CI_NODE_TOTAL: '2' },
    '--shard auto: CI_NODE_INDEX is "x"; expected a whole number.',
  ],
  [{ CI_NODE_INDEX: '3', CI_NODE_TOTAL: '2' }, 'the last of 2 is 2/2'],
])('auto refuses %j', (env, message) => {
  expect(messageOf(() => chosenShard('auto', { env }))).toContain(message)
})

test('numbers are taken as they are, whatever the surroundings say', () => {
  const { shard } = chosenShard('1/2', { env: { CI_NODE_INDEX: '4', CI_NODE_TOTAL: '4' } })
  expect(shard).toEqual({ number: 1, of: 2 })
})
