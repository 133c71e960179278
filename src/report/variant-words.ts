import type { Study } from './ledger-index.ts'

type Variant = NonNullable<Study['variants']>[number]

/** What a variant changes: `prepared by impute-median, one-hot; everything else as before`. */
export function variantWords({ change, n_neighbors }: Variant): string {
  const limited = n_neighbors === undefined ? '' : `, at k = ${n_neighbors.join(', ')} alone`
  return `${changeWords(change)}${limited}`
}

function changeWords(change: Variant['change']): string {
  switch (change.kind) {
    case 'prepare':
      return `prepared by ${change.steps.join(', ')}`
    case 'split': {
      const { seeds, stratify, test_size } = change
      const which = seeds.length === 1 ? `a split with seed ${seeds[0]}` : `${seeds.length} splits`
      return `${which}, ${stratify ? 'stratified' : 'not stratified'}, ${test_size} of the rows in the test part`
    }
    case 'keep':
      return `features that are left out otherwise: ${change.columns.join(', ')}`
    case 'sample':
      return `${change.rows} rows of the data, drawn with seed ${change.seed}`
  }
}
