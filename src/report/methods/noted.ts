import type { CaseFacts } from '../case-facts.ts'
import { groupBy } from '../group-by.ts'
import { listWords } from '../list-words.ts'
import type { Results } from '../results.ts'
import { describeWarning } from '../warning-words.ts'
import { type Place, placesOf } from './places.ts'

type Warning = CaseFacts['warnings'][number]

/** What was found while preparing, each once with its datasets. */
export function notedParagraphs(results: Results): string[] {
  const places = placesOf(results)
  const groups = [...groupBy(places.flatMap(warningsOf), ({ words }) => words)]
  if (groups.length === 0) return []
  const sentences = groups.map(([words, all]) => `${listWords(namesOf(all, places))}: ${words}.`)
  return [`Noted while preparing. ${sentences.join(' ')}`]
}

/** Datasets, and the cases of those of which not all say it. */
function namesOf(all: readonly Found[], places: readonly Place[]): string[] {
  return [...groupBy(all, ({ dataset }) => dataset)].flatMap(([dataset, own]) => {
    const ofDataset = places.filter(({ cases }) => cases[0].facts.dataset === dataset)
    return own.length === ofDataset.length ? [dataset] : [...new Set(own.map(({ label }) => label))]
  })
}

interface Found {
  readonly dataset: string
  readonly label: string
  readonly words: string
}

/** What is so in several folds is told once: with its test rows in all of them, and how many they are. */
function warningsOf({ cases, label }: Place): Found[] {
  const all = cases.flatMap(({ facts }) => facts.warnings)
  return [...groupBy(all, ({ rows: _, ...warning }) => JSON.stringify(warning)).values()].map((alike) => {
    const [first] = alike
    const { dataset, split_label } = cases[0].facts
    const rows = alike.reduce((sum, one) => sum + (typeof one.rows === 'number' ? one.rows : 0), 0)
    const words = warningWords(typeof first.rows === 'number' ? { ...first, rows } : first)
    const isEverywhere = alike.length === cases.length && first.rows === undefined
    const where = `, in ${alike.length} of ${cases.length} folds of ${split_label}`
    return { dataset, label, words: cases.length === 1 || isEverywhere ? words : `${words}${where}` }
  })
}

/** Without what the author of a study could do about it. */
function warningWords(warning: Warning): string {
  return warning.code === 'positive-guessed'
    ? 'the study names no positive class, so it is the last label in order'
    : describeWarning(warning)
}
