import type { LedgerRecord, RecordOf } from './record.ts'

/** What the records of a ledger, one after the other, say about study, data and engines: of each thing the latest. */
export class Descriptions {
  #study: RecordOf<'study'> | undefined
  readonly #data = new Map<string, RecordOf<'data'>>()
  readonly #engines = new Map<string, RecordOf<'engine'>>()
  readonly #missing = new Map<string, RecordOf<'left-out'>>()

  constructor(records: readonly LedgerRecord[] = []) {
    for (const record of records) this.add(record)
  }

  add(record: LedgerRecord): void {
    if (record.type === 'study') this.#study = record
    else if (record.type === 'data') this.#data.set(record.case_id, record)
    else if (record.type === 'left-out') this.#missing.set(record.engine, record)
    else if (record.type === 'engine') {
      this.#engines.set(record.engine, record)
      this.#missing.delete(record.engine)
    }
  }

  get study(): RecordOf<'study'> | undefined {
    return this.#study
  }

  get data(): readonly RecordOf<'data'>[] {
    return [...this.#data.values()]
  }

  get engines(): ReadonlyMap<string, RecordOf<'engine'>> {
    return this.#engines
  }

  /**
   * What an engine's answers to a case depend on beside the rows: the engine, its parameters, build and runtime, the
   * data, and the version of the tool that grades them. Undefined for what was not described.
   */
  contentOf({ case_id, engine }: { readonly case_id: string; readonly engine: string }): string | undefined {
    const entry = this.#study?.engines.find(({ name }) => name === engine)
    const info = this.#engines.get(engine)
    const data = this.#data.get(case_id)
    if (entry === undefined || info === undefined || data === undefined) return undefined
    const { library, version, runtime, flags, manifest_sha256 } = info
    const params = Object.entries(entry.params).sort(([a], [b]) => (a < b ? -1 : 1))
    const setting = [this.#study?.tool_version, data.key, entry.use, params]
    return JSON.stringify([...setting, library, version, runtime, flags, manifest_sha256])
  }

  /** Why this engine is not there, if it was not when last looked for. */
  missing(engine: string): RecordOf<'left-out'> | undefined {
    return this.#missing.get(engine)
  }
}
