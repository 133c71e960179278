import { z } from 'zod'
import { escapeJson } from '../render/escape.ts'

/** Raised when a field changes its meaning. */
const PAPER_SCHEMA_VERSION = 1
export const MANIFEST_FILE = 'manifest.json'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
/** What a paper writes, and nothing else: whatever a manifest lists may be replaced. */
const path = z
  .string()
  .regex(
    /^(main\.tex|METHODS\.(md|tex)|report(-\d+)?\.html|tables\/[a-z-]+\.(tex|md|csv)|pictures\/[a-z-]+(-\d+)?\.(svg|vl\.json))$/,
  )

/** What a paper folder says of itself: from what it was made, by which command, and which files are its own. */
export const manifestSchema = z.object({
  kind: z.literal('knnbench-paper'),
  schema: z.literal(PAPER_SCHEMA_VERSION),
  tool_version: z.string(),
  command: z.string().describe('writes the same files again, into a folder DIR'),
  ledgers: z.array(
    z.object({
      name: z.string(),
      ledger_sha256: sha256,
      study: z.string(),
      study_sha256: sha256,
      tool_version: z.string().describe('of the tool that measured'),
      command: z.string().describe('measures the study again'),
    }),
  ),
  files: z.array(z.object({ path, sha256, table: z.string().optional(), picture: z.string().optional() })),
  left_out: z.array(
    z.object({ table: z.string().optional(), picture: z.string().optional(), reason: z.string() }),
  ),
})
export type PaperManifest = z.infer<typeof manifestSchema>
export type ManifestContent = Omit<PaperManifest, 'kind' | 'schema'>

/** The manifest of these files; keys and files in a fixed order, so that the same ledger gives the same bytes. */
export function manifestText(content: ManifestContent): string {
  const manifest: PaperManifest = { kind: 'knnbench-paper', schema: PAPER_SCHEMA_VERSION, ...content }
  return `${escapeJson(JSON.stringify(manifest, null, 2))}\n`
}
