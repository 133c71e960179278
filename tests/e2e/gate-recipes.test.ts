import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { examplePage } from '../docs/example-page.ts'
import { workplace } from './cli.ts'
import { GATE_STUDY, writeBuilds } from './gate-builds.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const page = examplePage(readFileSync(join(ROOT, 'docs/gate.md'), 'utf8'))
const action = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8'))

function recipe(name: string) {
  const example = page.examples.find((one) => one.kind === 'file' && one.file === name)
  if (example === undefined) throw new Error(`docs/gate.md shows no ${name}`)
  return parse(example.body.join('\n'))
}

const place = workplace()
const at = (...names: string[]): string => join(place.folder, ...names)
afterAll(place.remove)

/** `bash -e`, as both systems run a step, with `npx knnbench` as the built tool. */
function bash(script: string, cwd: string, more: Readonly<Record<string, string>>) {
  const env = {
    ...{ PATH: `${at('bin')}:${process.env.PATH}`, HOME: place.folder, NO_COLOR: '1' },
    ...{ XDG_CACHE_HOME: place.cache, TMPDIR: place.temporary },
  }
  return spawnSync('bash', ['-e', '-o', 'pipefail', '-c', script], {
    cwd,
    env: { ...env, ...more },
    encoding: 'utf8',
  })
}

beforeAll(() => {
  mkdirSync(at('bin'))
  writeFileSync(at('bin', 'npx'), `#!/bin/sh\nshift\nexec node ${ROOT}dist/cli/main.js "$@"\n`)
  chmodSync(at('bin', 'npx'), 0o755)
  writeBuilds(place.folder)
})

test('the step of the GitHub action gives what its recipe asks, and stops a wrong build', () => {
  const used = recipe('github.yaml').jobs.gate.steps.find(
    (step: { with: object }) => 'study' in step.with,
  ).with
  const [install, gate] = action.runs.steps
  expect(install.run).toBe('npm ci --no-audit --no-fund --prefix "$GITHUB_ACTION_PATH"')
  const asked = Object.keys(used)
  expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(asked))
  const required = Object.entries<{ required?: boolean }>(action.inputs).filter(([, input]) => input.required)
  expect(asked).toEqual(expect.arrayContaining(required.map(([name]) => name)))
  const value = (text: string): string => {
    const name = /^\$\{\{ inputs\.(\w+) \}\}$/.exec(text)?.[1] ?? ''
    return used[name] ?? action.inputs[name].default
  }
  const inputs = Object.entries<string>(gate.env).map(([name, text]) => [name, value(text)] as const)
  const workspace = at('workspace')
  cpSync(at('main'), join(workspace, 'main'), { recursive: true })
  cpSync(at('wrong'), join(workspace, 'head'), { recursive: true })
  writeFileSync(join(workspace, 'head', 'gate.yaml'), GATE_STUDY)
  const run = bash(gate.run, workspace, {
    ...Object.fromEntries(inputs),
    ...{ GITHUB_ACTION_PATH: ROOT, GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: at('summary.md') },
  })
  expect([run.status, run.stdout]).toEqual([5, expect.stringMatching(/^wrong answers: wine: /)])
  expect(run.stderr).toMatch(/^::error title=knnbench gate%3A wrong on wine::answers: wrong in 2 of 2 cells/m)
  expect(readFileSync(at('summary.md'), 'utf8')).toMatch(/^\*\*wrong answers: wine: /)
  expect(readFileSync(join(workspace, 'knnbench-gate.xml'), 'utf8')).toContain('<failure type="wrong"')
  expect(readFileSync(join(workspace, 'knnbench-gate.json'), 'utf8')).toBe('[]\n')
})

test('the script of the GitLab recipe gates a branch against its target', () => {
  const { script } = recipe('gitlab.yaml').gate
  const git = (...words: string[]) => {
    const author = ['-c', 'user.name=a', '-c', 'user.email=a@example.org', '-c', 'init.defaultBranch=main']
    const { status, stderr } = spawnSync('git', [...author, ...words], { encoding: 'utf8' })
    expect([status, stderr].join(' '), words.join(' ')).toMatch(/^0/)
  }
  const upstream = at('upstream')
  cpSync(at('main'), upstream, { recursive: true })
  writeFileSync(join(upstream, 'gate.yaml'), GATE_STUDY)
  git('init', '-q', upstream)
  git('-C', upstream, 'add', '.')
  git('-C', upstream, 'commit', '-q', '-m', 'engine: begin')
  mkdirSync(at('builds'))
  git('clone', '-q', upstream, at('builds', 'mine'))
  cpSync(at('wrong', 'engine.mjs'), at('builds', 'mine', 'engine.mjs')) // what the merge request changes
  const run = bash(script.join('\n'), at('builds', 'mine'), { CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main' })
  expect([run.status, run.stdout]).toEqual([5, expect.stringMatching(/^wrong answers: wine: /m)])
  expect(readFileSync(at('builds', 'mine', 'gate.xml'), 'utf8')).toContain('failures="')
})
