/** One `.npy` file of answers: class codes (int32) or probabilities (float64), row-major. */
export interface Answer {
  readonly shape: readonly number[]
  readonly data: Int32Array | Float64Array
}

/** Reads the answer file of this hash; whoever gives it does the input and output, the report stays pure. */
export type ReadAnswer = (sha256: string) => Answer
