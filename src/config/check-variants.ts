import { checkSplits } from './check-splits.ts'
import { NAME } from './name.ts'
import { keyPath, type Path, quoted } from './printable.ts'
import { resolveSplits } from './resolve-split.ts'
import { changesOf, type VariantFileEntry } from './resolve-variants.ts'
import type { Finding } from './schema-findings.ts'
import { nameOf, type StudyFile } from './study-schema.ts'

type Parts = Partial<StudyFile>

const CHANGES = 'prepare, split, keep, sample'

/** What is wrong with variants that fit the schema, and with published differences: what they are set against. */
export function checkVariants(parts: Parts): Finding[] {
  const { variants = {} } = parts
  const entries = Object.entries(variants)
  if (entries.length === 0) return unknownPublished(parts)
  return [
    ...checkCenter(parts),
    ...entries.flatMap(([name, entry]) => [
      ...checkChange(name, entry, parts),
      ...checkNeighbors(name, entry, parts),
      ...checkNames(name, parts),
    ]),
    ...unknownPublished(parts),
  ]
}

/** A star has one center. */
function checkCenter({ split, splits, task = 'classification', prepares }: Parts): Finding[] {
  const holdouts = resolveSplits({ task, ...(split && { split }), ...(splits && { splits }) }).filter(
    ({ kind }) => kind === 'holdout',
  )
  const preparations = Object.keys(prepares ?? { default: [] }).length
  if (holdouts.length === 1 && preparations === 1) return []
  const found = `variants change one thing of one case, but the study has ${holdouts.length} holdouts and ${preparations} preparations.`
  return [
    { path: ['variants'], at: 'key', found, fix: 'Keep one holdout with one seed, and one preparation.' },
  ]
}

function checkChange(name: string, entry: VariantFileEntry, { split, splits, task }: Parts): Finding[] {
  const path: Path = ['variants', name]
  const { n_neighbors: _, ...changed } = entry
  const keys = Object.keys(changed)
  if (keys.length !== 1) {
    const found = `${keyPath(path)} has ${keys.length === 0 ? 'no change' : `${keys.join(' and ')}`}; allowed: one of ${CHANGES}.`
    return [{ path, at: 'value', found, fix: 'Write a variant for each change.' }]
  }
  const base = resolveSplits({
    task: task ?? 'classification',
    ...(split && { split }),
    ...(splits && { splits }),
  })
  const holdout = base.find((one) => one.kind === 'holdout')
  const [change] = holdout === undefined ? [] : changesOf(changed, holdout)
  if (change?.kind !== 'split' || holdout === undefined) return []
  const { test_size, stratify, seeds } = change
  const at: Path = [...path, 'split']
  const same = test_size === holdout.test_size && stratify === holdout.stratify
  if (same && seeds.includes(holdout.seed)) {
    const found = `${keyPath(at)} holds the study's own split, seed ${holdout.seed}.`
    return [{ path: at, at: 'value', found, fix: 'Change stratify or test_size, or leave that seed out.' }]
  }
  const written = { kind: 'holdout' as const, test_size, stratify, seeds: [...seeds] }
  return checkSplits({ splits: [written], ...(task && { task }) }).map((finding) => ({
    ...finding,
    path: at,
  }))
}

function checkNeighbors(name: string, { n_neighbors = [] }: VariantFileEntry, { grid }: Parts): Finding[] {
  const asked = grid?.n_neighbors
  return n_neighbors.flatMap((k, i): Finding[] => {
    if (asked === undefined || asked.includes(k)) return []
    const path: Path = ['variants', name, 'n_neighbors', i]
    const found = `${keyPath(path)} is ${k}; allowed: one of the grid: ${asked.join(', ')}.`
    return [{ path, at: 'value', found, fix: 'Add it to grid.n_neighbors, or leave it out.' }]
  })
}

/** A variant of a dataset is named `bank-churn.unscaled`. */
function checkNames(name: string, { datasets = [] }: Parts): Finding[] {
  const tooLong = datasets.map((entry) => `${nameOf(entry)}.${name}`).find((one) => !NAME.test(one))
  if (tooLong === undefined) return []
  const path: Path = ['variants', name]
  const found = `${keyPath(path)} makes the name ${tooLong}; allowed: at most 64 characters.`
  return [{ path, at: 'key', found, fix: 'Choose a shorter name.' }]
}

function unknownPublished({ published = {}, datasets }: Parts): Finding[] {
  if (datasets === undefined) return []
  const names = datasets.map(nameOf)
  return Object.keys(published)
    .filter((name) => !names.includes(name))
    .map((name) => ({
      path: ['published', name],
      at: 'key',
      found: `published names ${quoted(name)}, which is no dataset of this study.`,
      fix: `Datasets: ${names.join(', ')}`,
    }))
}
