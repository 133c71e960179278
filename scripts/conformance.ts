import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { conformancePage, type Verification } from './conformance/page.ts'
import { gradeStudyFiles } from './conformance/study-files.ts'
import { tool } from './conformance/tool.ts'

/**
 * Writes docs/conformance.md: `npm run build && npx tsx scripts/conformance.ts FOLDER`. What each engine came to is kept
 * in the folder, so that a run that was cut off goes on, and an engine is asked again once its file there is removed.
 */
const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('usage: npx tsx scripts/conformance.ts FOLDER')
const kept = resolve(folder)
mkdirSync(kept, { recursive: true })

interface Listed {
  readonly name: string
  readonly ready: boolean
  readonly exact: boolean
  readonly missing: string | null
}

const listed: Listed[] = JSON.parse(tool(['engines', 'list', '--json'], 'inherit').stdout)
const ready = listed.filter((one) => one.ready)
const verified = ready.map(({ name }): Verification => {
  const file = join(kept, `${name}.json`)
  if (!existsSync(file)) writeFileSync(file, tool(['engines', 'verify', name, '--json'], 'inherit').stdout)
  const [one]: Verification[] = JSON.parse(readFileSync(file, 'utf8'))
  return one
})
const exact = ready.filter((one) => one.exact).map(({ name }) => name)
const page = conformancePage({
  verified,
  left_out: listed.filter((one) => !one.ready).map(({ name, missing }) => `${name}: ${missing}`),
  files: gradeStudyFiles(exact, kept),
})
writeFileSync(fileURLToPath(new URL('../docs/conformance.md', import.meta.url)), page)
