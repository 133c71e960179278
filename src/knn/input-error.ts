/** Input this module refuses: the message names the value found and the limit. */
export class KnnInputError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'KnnInputError'
  }
}
