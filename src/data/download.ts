import { printable } from '../config/printable.ts'

/** Nothing came, or not all of it, and nobody's file is at fault: no network, a server that refuses or falls silent. */
export class DownloadError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'DownloadError'
  }
}

export interface DownloadOptions {
  readonly fetch: typeof fetch
  /** Ends the download; its reason is what is then thrown. */
  readonly signal: AbortSignal
  /** Longest silence of the server. */
  readonly silence_ms?: number
}

const MAX_REDIRECTS = 5

/** The bytes of a URL as they come. Redirects are followed by hand, so that none leaves https. */
export async function* download(
  url: string,
  { fetch, signal, silence_ms = 30_000 }: DownloadOptions,
): AsyncGenerator<Uint8Array> {
  const silence = silenceSignal(silence_ms)
  const both = AbortSignal.any([signal, silence.signal])
  try {
    const response = await follow(url, fetch, both)
    for await (const chunk of response.body ?? []) {
      silence.restart()
      yield chunk
    }
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof DownloadError) throw error
    const reason = silence.signal.aborted ? `nothing came for ${silence_ms / 1000} s` : reasonOf(error)
    throw new DownloadError(`${hostOf(url)}: ${reason}`, { cause: error })
  } finally {
    silence.stop()
  }
}

async function follow(url: string, fetch: typeof globalThis.fetch, signal: AbortSignal): Promise<Response> {
  let at = url
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    requireHttps(at)
    // Identity, so that what is counted on the way is what the file will hold.
    const response = await fetch(at, {
      redirect: 'manual',
      signal,
      headers: { 'accept-encoding': 'identity' },
    })
    const location = response.headers.get('location')
    if (response.status < 300 || response.status > 399 || location === null)
      return requireSuccess(response, at)
    await response.body?.cancel()
    at = new URL(location, at).href
  }
  throw new DownloadError(`${hostOf(url)}: more than ${MAX_REDIRECTS} redirects`)
}

function requireHttps(url: string): void {
  if (new URL(url).protocol === 'https:') return
  throw new DownloadError(`refused to follow a redirect to ${printable(url)}: only https is used`)
}

function requireSuccess(response: Response, url: string): Response {
  if (response.ok) return response
  throw new DownloadError(`${hostOf(url)} answered ${response.status} ${printable(response.statusText)}`)
}

const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'no such host, or no network',
  EAI_AGAIN: 'its name cannot be looked up; is there a network?',
  ECONNREFUSED: 'it refuses connections',
  ECONNRESET: 'the connection was cut off',
  ENETUNREACH: 'no network leads there',
  EHOSTUNREACH: 'no network leads there',
  ETIMEDOUT: 'no answer',
  UND_ERR_CONNECT_TIMEOUT: 'no answer',
  UND_ERR_SOCKET: 'the connection was cut off',
}

/** What `fetch failed` hides in its cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (!(cause instanceof Error)) return printable(String(cause))
  const code = 'code' in cause ? String(cause.code) : ''
  return REASONS[code] ?? printable(cause.message || code)
}

function hostOf(url: string): string {
  return printable(new URL(url).host)
}

/** Aborts when it was not restarted for so long. */
function silenceSignal(limit_ms: number): { readonly signal: AbortSignal; restart(): void; stop(): void } {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), limit_ms)
  return {
    signal: controller.signal,
    restart: () => void timer.refresh(),
    stop: () => clearTimeout(timer),
  }
}
