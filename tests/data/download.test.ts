import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { type DownloadOptions, download } from '../../src/data/download.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** A server on this machine that stands for all https hosts. */
async function internet(listener: RequestListener): Promise<Pick<DownloadOptions, 'fetch'>> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    fetch: (input, init) => {
      const { pathname, host } = new URL(String(input))
      return fetch(`http://127.0.0.1:${port}${pathname}`, { ...init, headers: { 'x-host': host } })
    },
  }
}

async function text(url: string, options: Partial<DownloadOptions>): Promise<string> {
  const parts: Uint8Array[] = []
  const all = { fetch, signal: new AbortController().signal, ...options }
  for await (const chunk of download(url, all)) parts.push(chunk)
  return Buffer.concat(parts).toString()
}

describe('a download', () => {
  it('gives the bytes', async () => {
    const net = await internet((_, response) => response.end('a,y\n'))
    expect(await text('https://data.test/a.csv', net)).toBe('a,y\n')
  })

  it('follows a redirect to another host', async () => {
    const net = await internet(({ headers, url }, response) => {
      if (headers['x-host'] === 'data.test')
        response.writeHead(302, { location: 'https://raw.test/b.csv' }).end()
      else response.end(`${headers['x-host']}${url}`)
    })
    expect(await text('https://data.test/a.csv', net)).toBe('raw.test/b.csv')
  })

  it('follows no redirect out of https', async () => {
    const net = await internet((_, response) =>
      response.writeHead(301, { location: 'http://raw.test/b' }).end(),
    )
    await expect(text('https://data.test/a.csv', net)).rejects.toThrow(
      'refused to follow a redirect to http://raw.test/b: only https is used',
    )
  })

  it('gives up going round in circles', async () => {
    const net = await internet((_, response) => response.writeHead(302, { location: '/a.csv' }).end())
    await expect(text('https://data.test/a.csv', net)).rejects.toThrow('data.test: more than 5 redirects')
  })

  it('tells the answer of a server that has no such file', async () => {
    const net = await internet((_, response) => response.writeHead(404, 'Not Found').end())
    await expect(text('https://data.test/a.csv', net)).rejects.toThrow('data.test answered 404 Not Found')
  })

  it('is no whole file when the connection is cut off', async () => {
    const net = await internet((_, response) => {
      response.writeHead(200, { 'content-length': 100 })
      response.write('a,y\n', () => response.destroy())
    })
    await expect(text('https://data.test/a.csv', net)).rejects.toThrow(
      'data.test: the connection was cut off',
    )
  })

  it('ends when the server falls silent', async () => {
    const net = await internet((_, response) => void response.write('a,y\n'))
    const silent = text('https://data.test/a.csv', { ...net, silence_ms: 50 })
    await expect(silent).rejects.toThrow('data.test: nothing came for 0.05 s')
  })

  it('ends when it is interrupted', async () => {
    const interrupt = new AbortController()
    const net = await internet((_, response) => {
      response.write('a,y\n')
      interrupt.abort(new Error('Ctrl-C'))
    })
    await expect(text('https://data.test/a.csv', { ...net, signal: interrupt.signal })).rejects.toThrow(
      'Ctrl-C',
    )
  })

  it.each([
    ['ENOTFOUND', 'data.test: no such host, or no network'],
    ['ECONNREFUSED', 'data.test: it refuses connections'],
    ['EWHATEVER', 'data.test: something else'],
  ])('says in words what %s means', async (code, words) => {
    const cause = Object.assign(new Error('something else'), { code })
    const net = { fetch: () => Promise.reject(new TypeError('fetch failed', { cause })) }
    await expect(text('https://data.test/a.csv', net)).rejects.toThrow(words)
  })
})
