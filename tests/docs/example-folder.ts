import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { FIXTURES } from './example-fixtures.ts'
import { type Command, type ConsoleExample, commandsOf, isShown } from './example-page.ts'

const TOOL = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

interface Ended {
  readonly exit: number | null
  /** Of both streams, in the order in which it was written. */
  readonly text: string
}

type Shell = (words: string) => Ended

/** A folder in which a shell runs examples, with the built tool as `knnbench`. */
export function exampleFolder() {
  const root = mkdtempSync(join(tmpdir(), 'knnbench-docs-'))
  const folder = join(root, 'folder')
  const bin = join(root, 'bin')
  for (const path of [folder, bin]) mkdirSync(path)
  symlinkSync(TOOL, join(bin, 'knnbench'))
  const { COLUMNS: _, ...kept } = process.env
  const own = { NO_COLOR: '1', PATH: `${bin}:${process.env.PATH}`, XDG_CACHE_HOME: join(root, 'cache') }
  const options = { cwd: folder, env: { ...kept, ...own }, encoding: 'utf8', maxBuffer: 1e9 } as const
  const shell: Shell = (words) => {
    const { status, stdout } = spawnSync('sh', ['-c', `{ ${words}\n} 2>&1`], options)
    return { exit: status, text: stdout }
  }
  return {
    shell,
    /** Does what a line of a page's comment says. */
    prepare(line: string): void {
      if (line.startsWith('$ ')) refuseFailure(line, shell(line.slice(2)))
      else {
        const [path, name] = line.split(' = ')
        fixture(name)(join(folder, path))
      }
    },
    write: (file: string, lines: readonly string[]) =>
      writeFileSync(join(folder, file), lines.map((line) => `${line}\n`).join('')),
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}

function refuseFailure(line: string, { exit, text }: Ended): void {
  if (exit !== 0) throw new Error(`${line}\nended with ${exit}:\n${text}`)
}

function fixture(name: string | undefined): (path: string) => void {
  const make = name === undefined ? undefined : FIXTURES[name]
  if (make !== undefined) return make
  throw new Error(`no fixture "${name}" for examples; there are: ${Object.keys(FIXTURES).join(', ')}`)
}

/** What commands did otherwise than their page says, and their block as it would be right. */
export interface Held {
  readonly complaints: readonly string[]
  readonly body: readonly string[]
}

/** Runs the commands of a block one after the other. */
export function runExample(example: ConsoleExample, shell: Shell): Held {
  const runs = commandsOf(example).map((command) => {
    const ended = shell(command.words)
    const isRight = example.holds === 'exit-code' || isShown(command.output, ended.text)
    return { command, ended, isRight }
  })
  return {
    complaints: runs.flatMap(({ command: { words, exit }, ended, isRight }) => {
      if (ended.exit !== exit) return [`$ ${words}\nended with ${ended.exit}, not ${exit}:\n${ended.text}`]
      return isRight ? [] : [`$ ${words}\nprinted:\n${ended.text}`]
    }),
    // Lines that are right stay as they are, since they may leave things out.
    body: runs.flatMap(({ command, ended, isRight }) => [
      ...command.shown,
      ...(isRight ? command.output : linesOf(ended.text)),
      ...exitLines(command, ended),
    ]),
  }
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n')
}

function exitLines({ exit }: Command, ended: Ended): string[] {
  return exit === 0 && ended.exit === 0 ? [] : ['$ echo $?', String(ended.exit)]
}

/** Programs that an example may call and a machine may not have. */
const OPTIONAL = ['python3', 'Rscript', 'pdflatex']

/** Why an example cannot run on this machine; undefined where it can. */
export function whyNotHere(example: ConsoleExample): string | undefined {
  const missing = commandsOf(example)
    .map(({ words }) => words.split(' ')[0])
    .filter((program) => OPTIONAL.includes(program))
    .find((program) => spawnSync(program, ['--version']).status !== 0)
  return missing === undefined ? undefined : `${missing} is not installed`
}
