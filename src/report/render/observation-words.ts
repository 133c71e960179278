import type { Table } from '../table.ts'

/** What one observation is and, where verdicts are given, which of them are decided together. */
export function observationWords({ unit_of_replication, family }: Table): string {
  const observation = `One observation is a ${unit_of_replication}.`
  return family === undefined ? observation : `${observation} Family: ${family}.`
}
