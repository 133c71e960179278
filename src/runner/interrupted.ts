/** The user pressed Ctrl-C: whatever was under way does not count, everything finished is on disk. */
export class Interrupted extends Error {
  constructor() {
    super('interrupted')
    this.name = 'Interrupted'
  }
}
