import { describe, expect, it } from 'vitest'
import { runCommand, studyFlags } from '../../src/report/run-command.ts'

describe('the command that goes on with a run', () => {
  it('names a study as it was named', () => {
    expect(runCommand({ study: 'my study.yaml', flags: ['--rounds 5'] }, 20)).toBe(
      "knnbench run 'my study.yaml' --rounds 20",
    )
    expect(studyFlags({ study: 'quick' })).toBe('--study quick')
  })

  it('names a table by file and target, as a shell reads them back', () => {
    const study = { data: './a b.csv', target: "it's $(this)" }
    const table = "--data './a b.csv' --target 'it'\\''s $(this)'"
    expect(runCommand({ study, flags: ['--out d'] })).toBe(`knnbench run ${table} --out d`)
    expect(studyFlags({ study })).toBe(table)
  })
})
