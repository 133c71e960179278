import { shortHash } from '../list-words.ts'
import { repeatCommand } from '../repeat-command.ts'
import type { Results } from '../results.ts'

/** What a ledger is, beside its records. */
export interface Provenance {
  /** What it is called, where there are several. */
  readonly ledger: string | undefined
  readonly ledger_sha256: string
  /** Of the tool that writes this text; the ledger knows the one that measured. */
  readonly tool_version: string
}

/** Which tool measured and which one wrote, by what hashes both are known, and the commands that repeat it. */
export function provenanceParagraphs(
  results: Results,
  { ledger_sha256, tool_version }: Provenance,
): string[] {
  const { study } = results
  return [
    `Measured with knnbench ${study.tool_version}; tables and this text were written by knnbench ${tool_version} from the ledger ${shortHash(ledger_sha256)} of the study ${shortHash(study.study_hash)} (first digits of their SHA-256; manifest.json has all, with every file of this paper). The measurement is repeated by: ${repeatCommand(results)}. Nothing in this text was written by hand, and none of its numbers comes from elsewhere than the ledger and the definitions of the tool.`,
  ]
}
