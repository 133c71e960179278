import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../data/temporary-folder.ts'
import { invoke } from './invoke.ts'

const SHARED = resolve('../shared/datasets')
const PIMA = join(SHARED, 'pima-diabetes.csv')

/** A network with one file; everything else is not there. */
function network(path: string | undefined): typeof fetch {
  return async (url) => {
    if (path === undefined)
      throw new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ENOTFOUND' }) })
    expect(String(url)).toMatch(/^https:\/\/github\.com\/.*\/examples\/logistic_regression_5\.csv$/)
    return new Response(readFileSync(path))
  }
}

describe('knnbench datasets pull', () => {
  it('without a network says so, names the other way, and exits 1', async () => {
    const { code, stderr } = await invoke(temporaryFolder(), ['datasets', 'pull', 'pima-diabetes'], {
      fetch: network(undefined),
    })
    expect(code).toBe(1)
    expect(stderr).toBe(
      'pima-diabetes was not fetched: github.com: no such host, or no network. Try again, or get ' +
        'logistic_regression_5.csv from https://github.com/gaurav13407/ML_ALGO_IN_RUST and run: ' +
        'knnbench datasets pull pima-diabetes --from FOLDER\n',
    )
  })

  it('refuses what has another hash, with exit code 2', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'other.csv'), 'other')
    const { code, stderr } = await invoke(folder, ['datasets', 'pull', 'pima-diabetes'], {
      fetch: network(join(folder, 'other.csv')),
    })
    expect(code).toBe(2)
    expect(stderr).toContain(
      'github.com has sha256 d9298a10d1b0735837dc4bd85dac641b0f3cef27a47e5d53a54f2f3f5b2fcffa',
    )
  })

  it('draws its progress over one line of a terminal', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'other.csv'), 'other')
    let drawn = ''
    await invoke(folder, ['datasets', 'pull', 'pima-diabetes'], {
      fetch: network(join(folder, 'other.csv')),
      stderr: { isTTY: true, write: (text) => (drawn += text) },
    })
    expect(drawn.slice(0, drawn.indexOf('datasets/'))).toBe('\r  pima-diabetes  1 kB of 24 kB\r\u001b[K')
  })

  it('tells an interruption from a failure', async () => {
    const interrupt = new AbortController()
    const { code, stderr } = await invoke(temporaryFolder(), ['datasets', 'pull', 'pima-diabetes'], {
      catchInterrupts: () => interrupt.signal,
      fetch: async () => {
        interrupt.abort()
        throw interrupt.signal.reason
      },
    })
    expect(code).toBe(130)
    expect(stderr).toContain('Nothing was kept of the file under way')
  })

  it('leaves nothing when it is left at once, and says what was kept', async () => {
    const folder = temporaryFolder()
    const cached = (): string[] => readdirSync(join(folder, '.cache/knnbench/datasets'))
    const before = process.listeners('exit')
    const seen: (string | number)[] = []
    await invoke(folder, ['datasets', 'pull', 'pima-diabetes'], {
      catchInterrupts(kept) {
        seen.push(kept)
        return new AbortController().signal
      },
      fetch: async () => {
        seen.push(cached().length)
        for (const leave of process.listeners('exit').filter((one) => !before.includes(one))) leave(130)
        seen.push(cached().length)
        return new Response('')
      },
    })
    const sentence = 'Nothing was kept of the file under way; the same command fetches it anew.'
    expect(seen).toEqual([sentence, 1, 0])
    expect(process.listeners('exit')).toEqual(before)
  })

  it('fetches nothing where one of the names is mistyped', async () => {
    const { code, stderr } = await invoke(
      temporaryFolder(),
      ['datasets', 'pull', 'pima-diabetes', 'bank-chrn'],
      {
        fetch: () => expect.fail('fetched'),
      },
    )
    expect(code).toBe(2)
    expect(stderr).toContain('unknown dataset "bank-chrn". Did you mean "bank-churn"?')
  })

  it('has nothing to do for what comes with the tool', async () => {
    const { code, stdout } = await invoke(temporaryFolder(), [
      'datasets',
      'pull',
      'wine',
      'twin-pima',
      '--json',
    ])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toEqual([
      { name: 'wine', status: 'needs-no-pull', path: null },
      { name: 'twin-pima', status: 'needs-no-pull', path: null },
    ])
  })

  describe.each([
    ['the network', []],
    ['a folder', ['--from', SHARED]],
  ])('from %s', (_, words) => {
    it('makes a real dataset ready', async ({ skip }) => {
      if (!existsSync(PIMA)) skip(`${PIMA} is not there`)
      const folder = temporaryFolder()
      const io = { fetch: network(PIMA) }
      const command = ['datasets', 'pull', 'pima-diabetes', ...words]
      expect(await invoke(folder, command, io)).toMatchObject({ code: 0, stdout: '' })
      expect((await invoke(folder, command, io)).stderr).toBe(
        'pima-diabetes is already there; its sha256 is right.\n',
      )
      const { stdout } = await invoke(folder, ['datasets', 'info', 'pima-diabetes'])
      expect(stdout).toContain('classes   0: 500, 1: 268\n')
    })
  })
})

describe('a dataset that is not pulled', () => {
  const folder = temporaryFolder()

  it('is listed with the command', async () => {
    const { stdout } = await invoke(folder, ['datasets', 'list'])
    expect(stdout).toMatch(
      /loan-approval +45000 +13 +classification +registered, not pulled: knnbench datasets pull loan-approval/,
    )
  })

  it('is described by what the registry knows', async () => {
    const { stdout } = await invoke(folder, ['datasets', 'info', 'loan-approval'])
    expect(stdout).toContain('rows      45000\n')
    expect(stdout).toContain('state     not pulled: knnbench datasets pull loan-approval\n')
  })

  it('is an error of the study that names it, with one command for all', async () => {
    const study =
      'name: s\ndatasets: [bank-churn, wine, spotify-churn]\nengines: [ts-brute]\nbaseline: ts-brute\n'
    writeFileSync(join(folder, 'study.yaml'), study)
    const { code, stderr } = await invoke(folder, ['run', 'study.yaml', '--dry-run'])
    expect(code).toBe(2)
    expect(stderr).toBe(
      'study.yaml:2:12: bank-churn is registered but not pulled.\n' +
        'study.yaml:2:30: spotify-churn is registered but not pulled. Fetch with: knnbench datasets pull bank-churn spotify-churn\n',
    )
  })
})
