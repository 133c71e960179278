import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundledManifests, type FoundManifest, readManifest } from '../../src/runner/engine-registry.ts'

/** A bundled engine, by name. */
export function bundled(name: string): FoundManifest {
  const found = bundledManifests().find(({ manifest }) => manifest.name === name)
  if (found === undefined) throw new Error(`no bundled engine ${name}`)
  return found
}

const MANIFEST = `
name: theirs
ecosystem: other
library: theirs
description: An engine from elsewhere.
command: [./run.sh, --fast]
capabilities:
  { metrics: [euclidean], weights: [uniform], tasks: [classification], dtype: float64, form: difference,
    threads: 1, exact: true, neighbors: true, probabilities: false }
`

/** A manifest outside the installation, with its program; `comment` changes its text but not its meaning. */
export function foreign(folder: string, comment = ''): FoundManifest {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'run.sh'), '#!/bin/sh\n')
  const file = join(folder, 'engine.yaml')
  writeFileSync(file, `${MANIFEST}# ${comment}\n`)
  return readManifest(file, 'foreign')
}
