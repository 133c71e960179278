import { stringify } from 'yaml'
import { PREPARE_STEPS } from '../config/study.ts'
import type { Series, Source } from './source.ts'

/** A study in the form of a study file, and what had to be taken for granted in it. */
export interface DraftStudy {
  /** As YAML, with defaults left out. */
  readonly text: string
  /** A line each. */
  readonly assumed: readonly string[]
}

/** Names that a study here may use. */
export interface DraftNames {
  readonly datasets: readonly string[]
  readonly engines: readonly string[]
}

/** The study whose ledger would match foreign results: their data, split, preparation and grid, with engines of ours. */
export function draftStudy({ name, series }: Source, names: DraftNames): DraftStudy {
  const assumed: string[] = [...new Set(series.flatMap((one) => one.assumed))]
  const assume = (sentence: string): void => void assumed.push(sentence)
  const [first] = series
  const configurations = series.flatMap(({ cells }) => cells.map(({ configuration }) => configuration))
  const study = {
    name: studyName(name),
    task: first.facts.task ?? 'classification',
    datasets: datasetEntries(series, names, assume),
    ...engineEntries(first, names, assume),
    grid: {
      n_neighbors: [...new Set(configurations.map(({ n_neighbors }) => n_neighbors))].sort((a, b) => a - b),
      metric: [...new Set(configurations.map(({ metric }) => metric))],
      weights: [...new Set(configurations.map(({ weights }) => weights))],
    },
    splits: [splitEntry(first, assume)],
    prepare: prepareSteps(first, assume),
    protocol: { threads: first.facts.threads ?? 1 },
  }
  return { text: stringify(study), assumed: [...new Set(assumed)] }
}

function studyName(source: string): string {
  const [last] = source.split('/').slice(-1)
  const plain = last
    .toLowerCase()
    .replace(/\.csv$/, '')
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '')
  return `${plain === '' ? 'foreign' : plain}`.slice(0, 50)
}

type Assume = (sentence: string) => void

function datasetEntries(series: readonly Series[], names: DraftNames, assume: Assume) {
  const byName = new Map(series.map((one) => [one.dataset ?? 'data', one]))
  return [...byName].map(([dataset, { facts }]) => {
    if (names.datasets.includes(dataset)) return dataset
    const name = studyName(dataset)
    if (facts.path === undefined || facts.target === undefined)
      assume(`${name} lies in ${facts.path ?? `${name}.csv`}, and its target is ${facts.target ?? 'target'}`)
    return { name, path: facts.path ?? `${name}.csv`, target: facts.target ?? 'target' }
  })
}

/** The engine of the same library where there is one, beside ours with the same search. */
function engineEntries({ facts: { algorithm, library } }: Series, { engines }: DraftNames, assume: Assume) {
  const words = (algorithm ?? 'brute').replaceAll('_', '-')
  if (algorithm === undefined) assume('the algorithm is brute')
  const own = `ts-${words.replaceAll('-', '')}`
  const baseline = engines.includes(own) ? own : 'ts-brute'
  const theirs = library === 'scikit-learn' ? [`sklearn-${words}`] : []
  return { engines: [baseline, ...theirs.filter((name) => engines.includes(name))], baseline }
}

function splitEntry({ facts, folds }: Series, assume: Assume): Readonly<Record<string, unknown>> {
  if (facts.split_entry !== undefined) return inList(facts.split_entry)
  if (folds.length > 1) {
    assume(`the split is a stratified cross-validation of ${folds.length} folds, shuffled by seed 42`)
    return { kind: 'stratified-kfold', n_splits: folds.length, shuffle: true, seed: 42 }
  }
  assume('the split is a stratified holdout of 20 %, by seed 42')
  return { kind: 'holdout', test_size: 0.2, stratify: facts.task !== 'regression', seeds: [42] }
}

/** In the list `splits`, a holdout has seeds, where `split` has one. */
function inList({ seed, ...rest }: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return rest.kind === 'holdout' && seed !== undefined
    ? { ...rest, seeds: [seed] }
    : { ...rest, ...(seed === undefined ? {} : { seed }) }
}

function prepareSteps({ facts: { prepare } }: Series, assume: Assume): readonly string[] {
  const known = prepare?.filter((step) => PREPARE_STEPS.some((name) => name === step))
  const other = prepare?.filter((step) => !known?.includes(step)) ?? []
  if (prepare === undefined) assume('numbers are standardized')
  for (const step of other) assume(`nothing here does what ${step} does, so it is left out`)
  if (known?.length === 0) return ['impute-median'] // a study has a step, and this one leaves whole numbers alone
  return known ?? ['impute-median', 'one-hot-drop-first', 'standardize']
}
