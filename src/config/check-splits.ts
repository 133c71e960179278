import { canonicalJson } from './canonical-json.ts'
import { keyPath, type Path, quoted } from './printable.ts'
import { resolveSplit, type SplitEntry } from './resolve-split.ts'
import type { Finding } from './schema-findings.ts'
import type { Task } from './study.ts'
import type { StudyFile } from './study-schema.ts'

type Entry = SplitEntry | NonNullable<StudyFile['split']>

/** What is wrong with splits that fit the schema, one by one and together. */
export function checkSplits({
  split,
  splits = [],
  task = 'classification',
}: Partial<Pick<StudyFile, 'split' | 'splits' | 'task'>>): Finding[] {
  const all: { path: Path; entry: Entry }[] =
    split !== undefined
      ? [{ path: ['split'], entry: split }]
      : splits.map((entry, i) => ({ path: ['splits', i], entry }))
  return [
    ...all.flatMap(({ path, entry }) => [
      ...(task === 'regression' ? stratifiedRegression(path, entry) : []),
      ...unusedSeed(path, entry),
    ]),
    ...repeatedSplits(splits, task),
  ]
}

function stratifiedRegression(path: Path, entry: Entry): Finding[] {
  const why = 'but a regression has no classes to keep in proportion.'
  if (entry.kind === 'holdout') {
    if (entry.stratify !== true) return []
    const found = `${keyPath(path)}.stratify is true, ${why}`
    return [{ path: [...path, 'stratify'], at: 'value', found, fix: 'Delete it.' }]
  }
  if (entry.kind !== 'stratified-kfold' && entry.kind !== 'repeated-stratified-kfold') return []
  const found = `${keyPath(path)}.kind is ${quoted(entry.kind)}, ${why}`
  return [{ path: [...path, 'kind'], at: 'value', found, fix: 'Use kfold.' }]
}

/** As in scikit-learn: a seed that nothing is drawn with is a mistake. */
function unusedSeed(path: Path, entry: Entry): Finding[] {
  if (entry.kind !== 'kfold' && entry.kind !== 'stratified-kfold') return []
  if (entry.shuffle || entry.seed === undefined) return []
  const found = `${keyPath(path)}.seed is ${entry.seed}, but without shuffle the rows keep their order.`
  return [{ path: [...path, 'seed'], at: 'value', found, fix: 'Write  shuffle: true  or delete it.' }]
}

/** Compared as resolved: a default written out is the same split, and would be the same case twice. */
function repeatedSplits(splits: readonly SplitEntry[], task: Task): Finding[] {
  const seen = new Set<string>()
  return splits.flatMap((entry, i) => {
    const isHoldout = entry.kind === 'holdout'
    const distinct = isHoldout ? { ...entry, seeds: [...new Set(entry.seeds)] } : entry
    return resolveSplit(distinct, task).flatMap((split): Finding[] => {
      const key = canonicalJson(split)
      const repeated = seen.has(key)
      seen.add(key)
      if (!repeated) return []
      const path = isHoldout ? ['splits', i, 'seeds', entry.seeds.indexOf(split.seed ?? 0)] : ['splits', i]
      const which = split.seed === null ? '' : ` with seed ${split.seed}`
      const found = `splits[${i}]${which} is an earlier split again.`
      return [{ path, at: 'value', found, fix: 'Delete one of them.' }]
    })
  })
}
