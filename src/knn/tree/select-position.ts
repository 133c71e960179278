/** Keys and the rows they belong to; every swap moves both. */
export interface KeyedRows {
  readonly keys: Float64Array
  readonly rows: Int32Array
}

/**
 * Reorders positions `start` … `end - 1` so that those before `position` hold the smaller ones under
 * (key, row). Rows are distinct, so there are no ties and any number of equal keys costs nothing.
 * Hoare's selection (Find, CACM 4, 1961); pivots come from a fixed generator, so that neither sorted nor
 * hostile data makes it quadratic and the same data always gives the same tree.
 */
export function selectPosition(keyed: KeyedRows, start: number, end: number, position: number): void {
  const { keys, rows } = keyed
  let low = start
  let high = end - 1
  let random = 1
  while (low < high) {
    random = (Math.imul(random, 1664525) + 1013904223) >>> 0
    const pivot = low + (random % (high - low + 1))
    const key = keys[pivot]
    const row = rows[pivot]
    let i = low
    let j = high
    while (i <= j) {
      while (keys[i] < key || (keys[i] === key && rows[i] < row)) i++
      while (keys[j] > key || (keys[j] === key && rows[j] > row)) j--
      if (i <= j) swap(keyed, i++, j--)
    }
    if (position <= j) high = j
    else if (position >= i) low = i
    else return
  }
}

function swap({ keys, rows }: KeyedRows, i: number, j: number): void {
  const key = keys[i]
  keys[i] = keys[j]
  keys[j] = key
  const row = rows[i]
  rows[i] = rows[j]
  rows[j] = row
}
