import { appendFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { namingFile } from '../data/naming-file.ts'
import { annotations } from '../report/gate/annotations.ts'
import { benchmarkJson } from '../report/gate/benchmark-json.ts'
import type { GateView } from '../report/gate/gate-view.ts'
import { junit } from '../report/gate/junit.ts'
import { gateMarkdown } from '../report/gate/summary.ts'
import type { Io } from './io.ts'

/** Files that the command line asks for, beside what goes to stdout. */
export interface GateFiles {
  readonly markdown?: string
  readonly junit?: string
  readonly benchmark?: string
}

const MARKDOWN = { width: 80, color: 'plain' } as const

/** Writes what was asked for, and what GitHub Actions reads wherever it runs the gate. */
export function writeGateFiles(view: GateView, files: GateFiles, { cwd, env, stderr }: Io): void {
  const write = (file: string | undefined, text: () => string): void => {
    if (file === undefined) return
    const path = resolve(cwd, file)
    namingFile(path, () => writeFileSync(path, text()))
  }
  write(files.markdown, () => gateMarkdown(view, MARKDOWN))
  write(files.junit, () => junit(view))
  write(files.benchmark, () => benchmarkJson(view.result))
  const { GITHUB_STEP_SUMMARY: summary, GITHUB_ACTIONS } = env
  if (summary !== undefined && summary !== '')
    namingFile(summary, () => appendFileSync(summary, gateMarkdown(view, MARKDOWN)))
  if (GITHUB_ACTIONS === 'true') stderr.write(annotations(view))
}
