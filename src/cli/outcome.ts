/** Where a command leaves its exit code. */
export interface Outcome {
  code: number
}
