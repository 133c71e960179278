/** A command that a page shows, and what it prints there. */
export interface Command {
  /** As the page has it, over one line or several. */
  readonly shown: readonly string[]
  readonly words: string
  /** Lines of both streams; `…` alone stands for any lines, within a line for anything. */
  readonly output: readonly string[]
  /** Of the command: 0, unless the page asks with `echo $?`. */
  readonly exit: number
}

interface Block {
  /** Of its first fence, from 1. */
  readonly line: number
  readonly body: readonly string[]
}

/** Commands; `exit-code`: what they print is not held, as the fence says. */
export type ConsoleExample = Block & { readonly kind: 'console'; readonly holds: 'output' | 'exit-code' }
/** A file that the page shows, for the commands after it. */
export type FileExample = Block & { readonly kind: 'file'; readonly file: string }
export type Example = ConsoleExample | FileExample

export interface ExamplePage {
  /** What its folder holds before its first example; undefined where the page does not say. */
  readonly setup: readonly string[] | undefined
  readonly examples: readonly Example[]
}

const CONSOLE = /^```console(?: (exit-code))?$/
const FILE = /^```\w+ ([\w-]+(?:\.[\w-]+)+)$/

/**
 * The examples of a page in Markdown: blocks of ```console with a `$` before each command, and of any language with
 * the name of a file, as ```python means.py. What they need stands in a comment that no reader sees, a line each,
 * `PATH = FIXTURE` or `$ COMMAND`:
 *
 *     <!-- examples
 *     results/quick = two-cases
 *     -->
 */
export function examplePage(text: string): ExamplePage {
  const lines = text.split('\n')
  const examples: Example[] = []
  for (let at = 0; at < lines.length; at++) {
    if (!lines[at].startsWith('```')) continue
    const end = lines.indexOf('```', at + 1)
    if (end === -1) throw new Error(`line ${at + 1}: this block has no end`)
    examples.push(...exampleOf(lines[at], { line: at + 1, body: lines.slice(at + 1, end) }))
    at = end
  }
  return { setup: setupOf(lines), examples }
}

function exampleOf(fence: string, block: Block): Example[] {
  const commands = CONSOLE.exec(fence)
  if (commands !== null)
    return [{ ...block, kind: 'console', holds: commands[1] === undefined ? 'output' : 'exit-code' }]
  if (fence.startsWith('```console'))
    throw new Error(
      `line ${block.line}: "${fence}"; a block of commands is \`\`\`console or \`\`\`console exit-code`,
    )
  const file = FILE.exec(fence)
  return file === null ? [] : [{ ...block, kind: 'file', file: file[1] }]
}

function setupOf(lines: readonly string[]): string[] | undefined {
  const start = lines.indexOf('<!-- examples')
  if (start === -1) return undefined
  const end = lines.indexOf('-->', start)
  if (end === -1) throw new Error(`line ${start + 1}: this comment has no end`)
  return lines.slice(start + 1, end).filter((line) => line !== '')
}

/** The commands of a block; a `\` at the end of a line goes on with the next one. */
export function commandsOf({ body, line }: Pick<ConsoleExample, 'body' | 'line'>): Command[] {
  if (body[0]?.startsWith('$ ') !== true)
    throw new Error(`line ${line}: a block of commands begins with one, "$ knnbench …"`)
  const commands: Command[] = []
  for (let at = 0; at < body.length; ) {
    const start = at++
    while (body[at - 1].endsWith('\\')) at++
    const shown = body.slice(start, at)
    const next = body.findIndex((text, i) => i >= at && text.startsWith('$ '))
    const output = body.slice(at, next === -1 ? body.length : next)
    at += output.length
    const words = shown.join('\n').slice(2)
    const last = commands.at(-1)
    if (words !== 'echo $?' || last === undefined) commands.push({ shown, words, output, exit: 0 })
    else commands.splice(-1, 1, { ...last, exit: Number(output[0]) })
  }
  return commands
}

/** Whether a text is what a page shows of it. */
export function isShown(output: readonly string[], text: string): boolean {
  const escaped = (part: string) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const patterns = output.map((line) =>
    line === '…' ? '(?:.*\n)*?' : `${line.split('…').map(escaped).join('.*')}\n`,
  )
  return new RegExp(`^${patterns.join('')}$`).test(text)
}
