import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { findSetup, installSetup } from '../../src/runner/setups.ts'
import { temporaryFolder } from '../ledger/folder.ts'

/** A package that can be loaded, as npm would lay it down. */
const LAYS_DOWN = `
for name in usearch hnswlib-node; do
  mkdir -p "$folder/node_modules/$name"
  printf '{}' > "$folder/node_modules/$name/package.json"
  printf '' > "$folder/node_modules/$name/index.js"
done`

/** An `npm` on the path that notes how it was called, and compilers of this version, and nothing else. */
function pretendNpm({ npm = LAYS_DOWN, compiler = '12.1', tools = ['g++', 'make', 'python3'] } = {}): {
  calls(): string[]
} {
  const folder = temporaryFolder()
  const log = join(folder, 'calls')
  writeFileSync(log, '')
  const program = `#!/bin/sh
printf '%s|%s\\n' "$*" "$CXXFLAGS" >> ${log}
for word; do folder=$word; done
${npm}
`
  writeFileSync(join(folder, 'npm'), program, { mode: 0o755 })
  for (const tool of tools)
    writeFileSync(join(folder, tool), `#!/bin/sh\necho "${tool} ${compiler}"\n`, { mode: 0o755 })
  const bin = temporaryFolder()
  writeFileSync(join(bin, 'mkdir'), '#!/bin/sh\nexec /bin/mkdir "$@"\n', { mode: 0o755 })
  vi.stubEnv('PATH', `${folder}:${bin}`)
  vi.stubEnv('CXXFLAGS', '-O0')
  onTestFinished(() => void vi.unstubAllEnvs())
  return { calls: () => readFileSync(log, 'utf8').trimEnd().split('\n') }
}

const install = (name: string, cacheRoot: string, target_cpu?: string) =>
  installSetup(name, { cacheRoot, target_cpu }, () => undefined)

const setupsIn = (cache: string): string[] => readdirSync(join(cache, 'setups'))

test('packages come from the lock file alone, without install scripts', async () => {
  const { calls } = pretendNpm()
  const cache = temporaryFolder()
  const ready = await install('usearch', cache)
  expect(calls()).toEqual([
    expect.stringMatching(/^ci --omit=dev --ignore-scripts --no-audit --no-fund --prefix .+\|$/),
  ])
  expect(ready).toMatchObject({
    runtime: `node ${process.versions.node}`,
    packages: { usearch: '2.25.3' },
    build: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
  expect(readFileSync(join(ready.program, 'package-lock.json'))).toEqual(
    readFileSync('engines/npm/usearch/package-lock.json'),
  )
  expect(findSetup('usearch', cache)).toEqual(ready)
})

test('what must be compiled is, and nothing else; with no flags of the caller', async () => {
  const { calls } = pretendNpm()
  await install('hnswlib-node', temporaryFolder())
  expect(calls().map((call) => call.replace(/ --prefix .*\|/, '|'))).toEqual([
    'ci --omit=dev --ignore-scripts --no-audit --no-fund|',
    'rebuild hnswlib-node --ignore-scripts=false --foreground-scripts|',
  ])
})

test('another compiler is another build, and the same is none', async () => {
  pretendNpm()
  const cache = temporaryFolder()
  const first = await install('hnswlib-node', cache)
  const again = pretendNpm()
  expect(await install('hnswlib-node', cache)).toEqual(first)
  expect(again.calls()).toEqual([''])
  pretendNpm({ compiler: '13.2' })
  expect((await install('hnswlib-node', cache)).build).not.toBe(first.build)
  expect(setupsIn(cache)).toHaveLength(1)
})

test('a failed install says why, and leaves nothing', async () => {
  pretendNpm({ npm: 'echo "npm warn old\nnpm error code EINTEGRITY\nnpm error" >&2; exit 1' })
  const cache = temporaryFolder()
  await expect(install('usearch', cache)).rejects.toThrow(
    'engines setup usearch failed: code EINTEGRITY Nothing was left behind',
  )
  expect(setupsIn(cache)).toEqual([])
})

test('packages that cannot be loaded here are no setup', async () => {
  pretendNpm({
    npm: `${LAYS_DOWN}\nprintf 'throw Error("no file for this system")' > "$folder/node_modules/usearch/index.js"`,
  })
  const cache = temporaryFolder()
  await expect(install('usearch', cache)).rejects.toThrow('no file for this system')
  expect(findSetup('usearch', cache)).toBeUndefined()
  expect(setupsIn(cache)).toEqual([])
})

test('packages for another system are not ready on this one', async () => {
  pretendNpm()
  const cache = temporaryFolder()
  const { program } = await install('usearch', cache)
  const file = join(program, 'ready.json')
  writeFileSync(file, readFileSync(file, 'utf8').replace(process.platform, 'another'))
  expect(findSetup('usearch', cache)).toBeUndefined()
})

test('no npm, no compiler and a target CPU are refused with what to do', async () => {
  const cache = temporaryFolder()
  pretendNpm({ tools: ['python3'] })
  await expect(install('hnswlib-node', cache)).rejects.toThrow(
    'there is no g++, no make on this machine, to compile hnswlib-node. Install what compiles C++',
  )
  await expect(install('usearch', cache, 'native')).rejects.toThrow(
    'setup usearch takes no target CPU. Leave out --target-cpu: knnbench engines setup usearch',
  )
  vi.stubEnv('PATH', temporaryFolder())
  await expect(install('usearch', cache)).rejects.toThrow('there is no npm on this machine.')
})
