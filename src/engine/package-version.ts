import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { z } from 'zod'

const packageSchema = z.object({ version: z.string() })

/** Version of an installed npm package, from its own package.json. */
export function packageVersion(name: string): string {
  return versionIn(createRequire(import.meta.url).resolve(`${name}/package.json`))
}

/** Version of this tool; its own engines carry it. */
export function toolVersion(): string {
  return versionIn(new URL('../../package.json', import.meta.url))
}

/** The version in a package.json. */
export function versionIn(file: string | URL): string {
  return packageSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).version
}
