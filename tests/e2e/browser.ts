import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { inflateSync } from 'node:zlib'

/** What the tests use of playwright-core 1.65.1, whose own types need those of a browser. */
export interface Browser {
  newContext(options: ContextOptions): Promise<{ newPage(): Promise<Page> }>
  close(): Promise<void>
}

export interface ContextOptions {
  readonly viewport?: { readonly width: number; readonly height: number }
  readonly colorScheme?: 'light' | 'dark'
}

export interface Page {
  on(event: 'console', listener: (message: { text(): string }) => void): void
  on(event: 'pageerror', listener: (error: Error) => void): void
  on(event: 'request', listener: (request: { url(): string }) => void): void
  goto(url: string): Promise<unknown>
  url(): string
  /** The value of an expression within the page. */
  evaluate<T>(expression: string): Promise<T>
  readonly keyboard: { press(key: string): Promise<void> }
  getByRole(role: string, options?: { readonly name: string; readonly exact: true }): Locator
  locator(selector: string): Locator
  emulateMedia(options: { readonly media: 'print' }): Promise<void>
  screenshot(): Promise<Buffer>
  pdf(options: { readonly format: 'A4' }): Promise<Buffer>
}

export interface Locator {
  count(): Promise<number>
  first(): Locator
  locator(selector: string): Locator
  getByRole(role: string): Locator
  isVisible(): Promise<boolean>
  focus(): Promise<void>
  textContent(): Promise<string | null>
  allTextContents(): Promise<string[]>
  ariaSnapshot(): Promise<string>
  screenshot(): Promise<Buffer>
}

interface Playwright {
  readonly chromium: {
    launch(options: { executablePath: string; args: readonly string[] }): Promise<Browser>
  }
}

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** The Chromium of this machine, by PATH; undefined where there is none. */
export const CHROMIUM = (process.env.PATH ?? '')
  .split(delimiter)
  .flatMap((folder) => NAMES.map((name) => join(folder, name)))
  .find(existsSync)

/** Starts it without what it would ask the network for by itself. */
export async function openBrowser(executablePath: string): Promise<Browser> {
  const { chromium }: Playwright = await import(import.meta.resolve('playwright-core'))
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** How many byte values a screenshot's rows hold before compression: next to none where all of it is one colour. */
export function distinctBytes(png: Buffer): number {
  const parts: Buffer[] = []
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length))
    at += 12 + length
  }
  return new Set(inflateSync(Buffer.concat(parts))).size
}
