/**
 * How much of a run is not spent in engine processes: starts the built CLI with the given words and
 * looks, every 4 ms, whether it has a child process. Linux only.
 *
 *     npx tsx scripts/host-overhead.ts run configs/quick.yaml --out DIR
 */
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const TOOL = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url))
const PERIOD_MS = 4

const started_ms = performance.now()
const child = spawn(process.execPath, [TOOL, ...process.argv.slice(2)], {
  stdio: ['ignore', 'inherit', 'inherit'],
})
const [total, alone] = await watch(child)
const wall_s = (performance.now() - started_ms) / 1000
console.log(
  `\n${wall_s.toFixed(1)} s, of which ${((100 * alone) / total).toFixed(1)} % outside engine processes (${total} looks)`,
)

async function watch({ pid, exitCode }: typeof child): Promise<[number, number]> {
  let total = 0
  let alone = 0
  let isRunning = exitCode === null
  child.once('exit', () => {
    isRunning = false
  })
  while (isRunning) {
    total++
    if (!hasChild(pid)) alone++
    await delay(PERIOD_MS)
  }
  return [total, alone]
}

/** Whether any process has this parent (proc(5): the fourth field of stat). */
function hasChild(parent: number | undefined): boolean {
  return readdirSync('/proc').some((entry) => /^\d+$/.test(entry) && parentOf(entry) === parent)
}

function parentOf(pid: string): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return undefined // it ended meanwhile
  }
}
