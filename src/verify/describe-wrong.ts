import type { FirstWrong } from './grade.ts'

/**
 * What is wrong in the first wrong row, as one sentence without a final stop; the caller names the row.
 * `labels` are the class labels in code order; without them the codes are given.
 */
export function describeWrong(wrong: FirstWrong, labels: readonly string[] = []): string {
  switch (wrong.kind) {
    case 'missed-neighbor': {
      const [far, near] = distinctNumbers(wrong.returned_distance, wrong.nearer_distance)
      return `${place(wrong)} is training row ${wrong.returned} at ${far}, but row ${wrong.nearer} at ${near} is nearer`
    }
    case 'wrong-distance': {
      const [reported, actual] = distinctNumbers(wrong.reported, wrong.actual)
      return `${place(wrong)} is training row ${wrong.returned}, reported at ${reported}, but its distance is ${actual}`
    }
    case 'invalid-index':
      return wrong.reason === 'duplicate'
        ? `${place(wrong)} is training row ${wrong.returned}, which is already among the neighbors before it`
        : `${place(wrong)} is training row ${wrong.returned}, which does not exist`
    case 'wrong-label':
      return `the label is ${labelName(wrong.label, labels)}, but ${allowedLabels(wrong.admissible, labels)}`
    case 'wrong-value': {
      const [predicted, right] = distinctNumbers(wrong.predicted, nearerEnd(wrong))
      return wrong.least === wrong.most
        ? `the prediction is ${predicted}, but the mean of the neighbors is ${right}`
        : `the prediction is ${predicted}, but the neighbors allow none beyond ${right}`
    }
    case 'wrong-shape':
      return `the answer has the wrong shape: ${wrong.what}`
  }
}

function nearerEnd({ predicted, least, most }: Extract<FirstWrong, { kind: 'wrong-value' }>): number {
  return predicted < least ? least : most
}

function place({
  position,
  n_neighbors,
}: {
  readonly position: number
  readonly n_neighbors: number
}): string {
  return `neighbor ${position + 1} of ${n_neighbors}`
}

function labelName(code: number, labels: readonly string[]): string {
  return labels[code] ?? String(code)
}

function allowedLabels(admissible: readonly number[], labels: readonly string[]): string {
  const names = admissible.map((code) => labelName(code, labels))
  return names.length === 1
    ? `the neighbors elect ${names[0]}`
    : `the neighbors can only elect ${names.join(' or ')}`
}

/** Both numbers in the fewest digits, but at least five, that tell them apart. */
function distinctNumbers(a: number, b: number): [string, string] {
  for (let digits = 5; digits < 17; digits++) {
    const pair: [string, string] = [shortNumber(a, digits), shortNumber(b, digits)]
    if (pair[0] !== pair[1]) return pair
  }
  return [String(a), String(b)]
}

function shortNumber(value: number, digits: number): string {
  return value === 0 ? '0' : value.toPrecision(digits)
}
