import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reportPage } from '../../src/cli/report-page.ts'
import { PICTURE_NAMES, PICTURES } from '../../src/report/pictures/index.ts'
import { TABLE_NAMES, TABLES } from '../../src/report/tables/index.ts'
import { fixtureLedger, resultsOf, TWO_CASES } from '../report/fixtures.ts'
import {
  type Browser,
  CHROMIUM,
  type ContextOptions,
  distinctBytes,
  openBrowser,
  type Page,
} from './browser.ts'
import { contrast } from './contrast.ts'

const folder = mkdtempSync(join(tmpdir(), 'knnbench-page-'))
const address = pathToFileURL(join(folder, 'report.html')).href
const results = resultsOf(fixtureLedger({ ...TWO_CASES, engines: TWO_CASES.engines.slice(0, 3) }))
/** The ledger has no approximate engine, and so not the picture of them. */
const DRAWN = PICTURE_NAMES.filter((name) => name !== 'recall-throughput')
const PICTURE_TITLES = DRAWN.map((name) => PICTURES[name].make(results).title)

const WHY = CHROMIUM === undefined ? ' (not here: no chromium on PATH)' : ''
describe.skipIf(CHROMIUM === undefined)(`the page in Chromium${WHY}`, () => {
  let browser: Browser
  const said: string[] = []
  const requests: string[] = []

  beforeAll(async () => {
    writeFileSync(join(folder, 'report.html'), await reportPage(results))
    browser = await openBrowser(CHROMIUM ?? '')
  })
  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** The page opened afresh; whatever it says or asks for is kept. */
  async function open(options: ContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
    const page = await context.newPage()
    page.on('console', (message) => said.push(message.text()))
    page.on('pageerror', (error) => said.push(String(error)))
    page.on('request', (request) => requests.push(request.url()))
    await page.goto(address)
    return page
  }

  test('has every table with every row, under its heading', async () => {
    const page = await open()
    for (const name of TABLE_NAMES) {
      const { title, rows } = TABLES[name].make(results)
      expect(await page.getByRole('heading', { name: title, exact: true }).count(), name).toBe(1)
      expect(await page.locator(`#table-${name} tbody tr`).count(), name).toBe(rows.length)
    }
  })

  test('has every picture, each an image with a name and a description', async () => {
    const page = await open()
    for (const name of DRAWN) {
      const picture = PICTURES[name].make(results)
      const image = page.getByRole('img', { name: picture.title, exact: true })
      expect(await image.count(), name).toBe(1)
      expect(await image.locator('desc').textContent(), name).toBe(
        picture.kind === 'drawn' ? picture.alt : '',
      )
      expect(await image.locator('path').count(), name).toBeGreaterThan(10)
      expect(distinctBytes(await image.screenshot()), name).toBeGreaterThan(50)
    }
  })

  test('is named for a screen reader: landmarks, headings in order, tables with their headers', async () => {
    const page = await open()
    for (const role of ['banner', 'navigation', 'main', 'contentinfo'])
      expect(await page.getByRole(role).count(), role).toBe(1)
    const levels = await page.evaluate<string[]>(
      `[...document.querySelectorAll('h1, h2, h3')].map(({ tagName }) => tagName)`,
    )
    expect(levels.filter((level) => level === 'H1')).toHaveLength(1)
    expect(levels.filter((level, i) => level === 'H3' && levels[i - 1] === 'H1')).toEqual([])
    const ranking = page.getByRole('table', { name: 'Ranking on wine', exact: true })
    expect(await ranking.getByRole('columnheader').allTextContents()).toContain('× as fast')
    expect(await ranking.getByRole('rowheader').allTextContents()).toContain('ts-brute')
    const tree = await page.locator('main').ariaSnapshot()
    for (const title of PICTURE_TITLES) expect(tree).toContain(`img "${title}"`)
    expect(tree).toContain('table "Comparisons with the baseline: time ratios (below 1 is faster)"')
  })

  test('has links that lead somewhere, and every id once', async () => {
    const page = await open()
    const ids = await page.evaluate<string[]>(`[...document.querySelectorAll('[id]')].map(({ id }) => id)`)
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
    const links = await page.evaluate<string[]>(
      `[...document.querySelectorAll('a')].map((one) => one.getAttribute('href'))`,
    )
    expect(links.length).toBeGreaterThan(10)
    expect(links.filter((href) => !(href.startsWith('#') && ids.includes(href.slice(1))))).toEqual([])
  })

  test('is reached by the keyboard: first the way past the contents, then what scrolls', async () => {
    const page = await open({ viewport: { width: 500, height: 800 } })
    await page.keyboard.press('Tab')
    expect(await focusedText(page)).toBe('Skip to the results')
    await page.keyboard.press('Enter')
    expect(new URL(page.url()).hash).toBe('#main')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(`document.activeElement.getAttribute('role')`)).toBe('group')
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => page.evaluate(`document.activeElement.scrollLeft`)).toBeGreaterThan(0)
    const unreached = await page.evaluate(
      `[...document.querySelectorAll('.scroll')].filter((one) => one.tabIndex !== 0).length`,
    )
    expect(unreached).toBe(0)
  })

  test('opens the data of a picture by the keyboard', async () => {
    const page = await open()
    const data = page.locator('#ratios-data')
    expect(await data.isVisible()).toBe(false)
    await page.locator('section:has(#ratios) summary').focus()
    await page.keyboard.press('Enter')
    expect(await data.isVisible()).toBe(true)
    expect(await data.locator('tbody tr').count()).toBe(6)
  })

  test.each(['light', 'dark'] as const)('is readable in the %s, pictures included', async (colorScheme) => {
    const page = await open({ colorScheme })
    const [paper] = await styles(page, 'body', 'backgroundColor')
    expect(contrast(paper, colorScheme === 'light' ? 'rgb(0, 0, 0)' : 'rgb(255, 255, 255)')).toBeGreaterThan(
      15,
    )
    expect(await styles(page, '.picture svg > rect', 'fill')).toEqual([paper])
    const words = [
      ...(await styles(page, 'h1, p, td, th, li, a, summary', 'color')),
      ...(await styles(page, '.picture text', 'fill')),
    ]
    expect(words.filter((color) => contrast(color, paper) < 4.5)).toEqual([])
    const marks = await styles(page, '.picture .mark-symbol path', 'fill')
    expect(marks.length).toBeGreaterThan(4)
    expect(marks.filter((color) => color !== paper && contrast(color, paper) < 3)).toEqual([])
  })

  test('prints on white, without what only a screen needs', async () => {
    const page = await open({ colorScheme: 'dark' })
    await page.emulateMedia({ media: 'print' })
    expect(await styles(page, 'body', 'backgroundColor')).toEqual(['rgb(255, 255, 255)'])
    expect(await styles(page, '.picture svg > rect', 'fill')).toEqual(['rgb(255, 255, 255)'])
    expect(await styles(page, '.scroll', 'overflowX')).toEqual(['visible'])
    expect(await page.getByRole('navigation').count()).toBe(0)
    expect(await page.getByRole('img').first().isVisible()).toBe(true)
    expect((await page.pdf({ format: 'A4' })).toString('latin1', 0, 5)).toBe('%PDF-')
  })

  test.each([320, 390, 800])('is not wider than a screen of %i pixels', async (width) => {
    const page = await open({ viewport: { width, height: 800 } })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
  })

  test('shows something, as a blank page does not', async () => {
    const page = await open()
    expect(distinctBytes(await page.screenshot())).toBeGreaterThan(100)
    await page.goto('about:blank')
    expect(distinctBytes(await page.screenshot())).toBeLessThan(5)
  })

  test('asked for no other file and complained of nothing', () => {
    expect(said).toEqual([])
    expect([...new Set(requests)]).toEqual([address])
  })

  test('a page that broke its policy would be seen', async () => {
    const page = await reportPage(results)
    const breach = '<img src="http://127.0.0.1:9/x.png" alt=""><p style="color: red">x</p></main>'
    writeFileSync(join(folder, 'broken.html'), page.replace('</main>', breach))
    const tab = await (await browser.newContext({})).newPage()
    const complaints: string[] = []
    tab.on('console', (message) => complaints.push(message.text()))
    await tab.goto(address.replace('report.html', 'broken.html'))
    expect(complaints.filter((words) => words.includes('Content Security Policy'))).toHaveLength(2)
  })
})

function focusedText(page: Page): Promise<string> {
  return page.evaluate('document.activeElement.textContent')
}

/** The values, each once, that a property has in the elements of a selector. */
async function styles(page: Page, selector: string, property: string): Promise<string[]> {
  const found = `[...document.querySelectorAll(${JSON.stringify(selector)})]`
  return page.evaluate(
    `[...new Set(${found}.map((one) => getComputedStyle(one)[${JSON.stringify(property)}]))]`,
  )
}
