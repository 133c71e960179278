/** A pivot below this share of the largest entry is rounding: the matrix is singular. */
const SINGULAR = 1e-9

/**
 * x with A x = b by Gaussian elimination with partial pivoting (Golub & Van Loan 2013, Matrix Computations, §3.4);
 * undefined for a singular matrix. For small systems whose entries are counts.
 */
export function solveLinear(
  matrix: readonly (readonly number[])[],
  right: readonly number[],
): number[] | undefined {
  const n = matrix.length
  const rows = matrix.map((row, i) => [...row, right[i]])
  const largest = Math.max(...matrix.flat().map(Math.abs))
  for (let column = 0; column < n; column++) {
    let pivot = column
    for (let i = column + 1; i < n; i++)
      if (Math.abs(rows[i][column]) > Math.abs(rows[pivot][column])) pivot = i
    if (!(Math.abs(rows[pivot][column]) > SINGULAR * largest)) return undefined
    const held = rows[column]
    rows[column] = rows[pivot]
    rows[pivot] = held
    for (let i = column + 1; i < n; i++) {
      const factor = rows[i][column] / rows[column][column]
      for (let j = column; j <= n; j++) rows[i][j] -= factor * rows[column][j]
    }
  }
  const solution: number[] = Array.from({ length: n }, () => 0)
  for (let i = n - 1; i >= 0; i--) {
    let rest = rows[i][n]
    for (let j = i + 1; j < n; j++) rest -= rows[i][j] * solution[j]
    solution[i] = rest / rows[i][i]
  }
  return solution
}
