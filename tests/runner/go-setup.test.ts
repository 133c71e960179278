import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { findSetup, installSetup, missingTool } from '../../src/runner/setups.ts'
import { temporaryFolder } from '../ledger/folder.ts'

/** A `go` on the path that notes its words and settings in the program. */
function pretendGo(after = ''): void {
  const folder = temporaryFolder()
  const go = `#!/bin/sh
[ "$1" = version ] && echo 'go version go1.99.1 linux/amd64' && exit 0
all="$*"
for word; do [ "$last" = -o ] && out=$word; last=$word; done
printf '%s|%s|%s|%s' "$all" "$GOFLAGS" "$GOPROXY" "$GOAMD64" > "$out"
${after}
`
  writeFileSync(join(folder, 'go'), go, { mode: 0o755 })
  vi.stubEnv('PATH', `${folder}:/nowhere`)
  vi.stubEnv('GOFLAGS', '-race')
  vi.stubEnv('GOAMD64', 'v4')
  onTestFinished(() => void vi.unstubAllEnvs())
}

const install = (cacheRoot: string, target_cpu?: string) =>
  installSetup('go', { cacheRoot, target_cpu }, () => undefined)

test('a program is built without network and with no settings of the caller, and found again', async () => {
  pretendGo()
  const cache = temporaryFolder()
  const ready = await install(cache)
  const [words, flags, proxy, level] = readFileSync(ready.program, 'utf8').split('|')
  expect(words).toMatch(/^build -C .*\/engines\/go -trimpath -buildvcs=false -o /)
  expect([flags, proxy, level]).toEqual(['-mod=mod', 'off', ''])
  expect(ready).toMatchObject({ runtime: 'go1.99.1', packages: {} })
  expect(findSetup('go', cache)).toEqual(ready)
})

test('a build that fails leaves nothing half made', async () => {
  pretendGo('echo "brute.go:1: broken" >&2; exit 1')
  const cache = temporaryFolder()
  await expect(install(cache)).rejects.toThrow(
    'engines setup go failed: brute.go:1: broken Nothing was left behind',
  )
  expect(readdirSync(join(cache, 'setups'))).toEqual([])
  expect(findSetup('go', cache)).toBeUndefined()
})

test('a target CPU, and a machine without go, are refused with what to do', async () => {
  pretendGo()
  await expect(install(temporaryFolder(), 'v3')).rejects.toThrow(
    'setup go compiles for every CPU of this kind, and has no target CPU. Leave out --target-cpu',
  )
  vi.stubEnv('PATH', temporaryFolder())
  expect(missingTool('go')?.found).toBe('there is no go on this machine')
  await expect(install(temporaryFolder())).rejects.toThrow('Get Go 1.22 or later from https://go.dev/dl.')
})
