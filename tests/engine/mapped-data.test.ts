import { spawn } from 'node:child_process'
import { readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { readIntegers, readMatrix, writeNpy } from '../../src/data/npy.ts'
import { eventSchema, type Job } from '../../src/engine/protocol.ts'
import { resolveWord } from '../../src/runner/engine-registry.ts'
import { installedPython } from '../full/installed-python.ts'
import { temporaryFolder } from '../ledger/folder.ts'
import { builtEngines } from './built-engine.ts'
import { runEngine } from './engine-process.ts'
import { readyPythonEngines } from './python-engine.ts'
import { TINY_OPTIONS, tinyJob } from './tiny-job.ts'
import { ofKind } from './toy-adapter.ts'

/** Engines that search in the driver's matrix itself, so that it stays for as long as they are looked at. */
const IN_PLACE = ['c-brute', 'go-brute', 'sklearn-brute']
const PYTHON = readyPythonEngines().map(({ file, manifest: { name, command, setup } }) => ({
  name,
  command: command.map((word) => resolveWord(word, file, installedPython(setup))),
}))
const ENGINES = [
  ...builtEngines(['c', 'go']).map(({ name, program }) => ({ name, command: [program] })),
  ...PYTHON,
].filter(({ name }) => IN_PLACE.includes(name))

/** How a process holds a file: bytes that are resident, and how many of them are copies of its own. */
async function heldWhileItRuns(command: readonly string[], folder: string, job: Job, file: string) {
  writeFileSync(join(folder, 'job.json'), JSON.stringify(job))
  const [program, ...words] = command
  const engine = spawn(program, [...words, '--job', join(folder, 'job.json')], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  })
  const told = engine.stdio[3]
  try {
    if (!(told instanceof Readable)) throw new Error('no events')
    for await (const line of createInterface(told)) {
      const event = eventSchema.parse(JSON.parse(line))
      if (event.event === 'memory' && event.phase === 'load')
        return mappingOf(readFileSync(`/proc/${engine.pid}/smaps`, 'utf8'), file)
    }
    throw new Error(`${program} ended before it had loaded its data`)
  } finally {
    engine.kill('SIGKILL')
  }
}

/** proc_pid_smaps(5): a line of the mapping with its file, then a line for each of its sizes in kB. */
function mappingOf(smaps: string, file: string) {
  const [, sizes = ''] = smaps.split(`${file}\n`)
  const bytes = (name: string) => 1024 * Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(sizes)?.[1])
  return { resident_bytes: bytes('Rss'), copied_bytes: bytes('Anonymous') }
}

describe.runIf(process.platform === 'linux').each(ENGINES)('$name', ({ name, command }) => {
  const jobOf = (folder: string, changes: Partial<Job> = {}) => tinyJob(folder, { engine: name, ...changes })

  test('holds its training rows as the pages of their file, all of them, once loading has ended', async () => {
    const folder = realpathSync(temporaryFolder())
    const job = jobOf(folder, { protocol_options: { ...TINY_OPTIONS, warmup: { time_ns: 600e9 } } })
    const rows = 20_000
    writeNpy(job.data.X_train, {
      shape: [rows, 2],
      data: Float64Array.from({ length: 2 * rows }, (_, i) => Math.sin(i)),
    })
    writeNpy(job.data.y_train, { shape: [rows], data: new Int32Array(rows) })
    const { resident_bytes, copied_bytes } = await heldWhileItRuns(command, folder, job, job.data.X_train)
    expect(resident_bytes).toBeGreaterThanOrEqual(statSync(job.data.X_train).size)
    expect(copied_bytes).toBe(0)
  })

  test('answers the same where the rows lie at no multiple of their size', () => {
    const folder = temporaryFolder()
    const labels = (job: Job) => {
      const { code, stderr, events } = runEngine(command, folder, job)
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      return ofKind(events, 'result').map((result) => [...readIntegers(join(folder, result.labels))])
    }
    const job = jobOf(folder)
    const expected = labels(job)
    for (const file of [job.data.X_train, job.data.X_score]) writeFileSync(file, unaligned(file))
    expect(labels(job)).toEqual(expected)
  })
})

/** The same matrix with a header that is three bytes longer, as other programs may write it. */
function unaligned(file: string): Buffer {
  const { rows, columns } = readMatrix(file)
  const bytes = readFileSync(file)
  const start = bytes.length - 8 * rows * columns
  const header = Buffer.concat([bytes.subarray(0, start - 1), Buffer.from('   \n')])
  header.writeUInt16LE(bytes.readUInt16LE(8) + 3, 8)
  return Buffer.concat([header, bytes.subarray(start)])
}
