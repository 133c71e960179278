import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { InputError } from '../config/input-error.ts'
import { readYamlBytes } from '../config/load-study.ts'
import type { StudySource } from '../config/located-yaml.ts'
import { NAME } from '../config/name.ts'
import type { Io } from './io.ts'

/** The YAML file that the command line names: by its path, or one of `bundled` by its name without the ending. */
export function yamlSource(named: string, bundled: string, { cwd }: Pick<Io, 'cwd'>): StudySource {
  const file = bundledFile(named, bundled, cwd) ?? named
  const bytes = readYamlBytes(resolve(cwd, file), file)
  try {
    return { file, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    throw new InputError({ where: { file }, found: 'the file is not UTF-8 text.', fix: 'Save it as UTF-8.' })
  }
}

function bundledFile(named: string, bundled: string, cwd: string): string | undefined {
  if (!NAME.test(named) || existsSync(resolve(cwd, named))) return undefined
  const file = join(bundled, `${named}.yaml`)
  return existsSync(file) ? file : undefined
}
