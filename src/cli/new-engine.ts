import { join, relative, resolve } from 'node:path'
import { shellWord } from '../config/shell-word.ts'
import { type NewEngine, writeNewEngine } from '../runner/new-engine.ts'
import type { Io } from './io.ts'

export interface NewOptions {
  readonly language: string
  readonly out?: string
  readonly json?: true
}

/** `knnbench engines new`: writes the beginning of an engine and says what to do with it. */
export function newCommand(name: string, { language, out, json }: NewOptions, io: Io): void {
  const written = writeNewEngine(name, language, resolve(io.cwd, out ?? name))
  const shown = relative(io.cwd, written.folder) || '.'
  const steps = nextSteps(written, shown)
  const { functions, file } = written
  const told = { name, language, folder: shown, file, functions, next: steps.map(({ command }) => command) }
  io.stdout.write(json === true ? `${JSON.stringify(told, null, 2)}\n` : text(written, shown, steps))
}

interface Step {
  readonly purpose: string
  readonly command: string
}

function nextSteps({ build, setup }: NewEngine, folder: string): Step[] {
  const inside = (file: string): string => shellWord(join(folder, file))
  return [
    ...(setup === undefined ? [] : [{ purpose: 'set it up', command: `knnbench engines setup ${setup}` }]),
    ...(build === undefined ? [] : [{ purpose: 'build it', command: `sh ${inside(build)}` }]),
    { purpose: 'allow it', command: `knnbench engines trust ${inside('engine.yaml')}` },
    { purpose: 'is it right?', command: `knnbench run ${inside('study.yaml')} --answers-only` },
    { purpose: 'how fast is it?', command: `knnbench run ${inside('study.yaml')}` },
  ]
}

function text({ file, functions }: NewEngine, folder: string, steps: readonly Step[]): string {
  const width = Math.max(...steps.map(({ purpose }) => purpose.length))
  const lines = steps.map(({ purpose, command }) => `  ${purpose.padEnd(width)}  ${command}`)
  const list = `${functions.slice(0, -1).join(', ')} and ${functions.at(-1)}`
  return [
    `Wrote ${folder}. Fill in ${list} in ${join(folder, file)}, then:`,
    ...lines,
    'README.md in it says more.',
    '',
  ].join('\n')
}
