import { z } from 'zod'
import { InputError } from './input-error.ts'
import { plainValue } from './located-tree.ts'
import { readYaml, type StudySource } from './located-yaml.ts'
import { NAME } from './name.ts'
import { list, mapping } from './schema-blocks.ts'
import { type Finding, placeFinding, schemaFindings } from './schema-findings.ts'

export const CLAIM_MEASURES = [
  ...(['accuracy', 'precision', 'recall', 'f1', 'roc_auc', 'rmse', 'mae', 'r2'] as const),
  ...(['predict', 'memory', 'disagreement'] as const),
] as const
export type ClaimMeasure = (typeof CLAIM_MEASURES)[number]

/** Every schema's error text is what is allowed there, as in the study file. */
const NAME_RULE = 'a name of at most 64 characters: a-z, 0-9, ".", "_", "-", a letter or digit first'
const TEXT_RULE = 'text that is not empty'
const SIZE_RULE = 'a finite number'

const name = z.string({ error: NAME_RULE }).regex(NAME, { error: NAME_RULE })
const text = z.string({ error: TEXT_RULE }).min(1, { error: TEXT_RULE })
const size = z.number({ error: SIZE_RULE })

const claimSchema = mapping({
  name: name.describe('What tables call it.'),
  text: text.describe('The claim in a sentence.'),
  measure: z
    .enum(CLAIM_MEASURES, { error: CLAIM_MEASURES.join(', ') })
    .describe(
      'Scores: engine − baseline. predict (time of one call), memory (peak): engine / baseline. disagreement: share of test rows labeled otherwise.',
    ),
  engine: name,
  baseline: name.describe('What the engine is compared with; any other engine of the ledger.'),
  datasets: list(name)
    .optional()
    .describe('All of these, and no other; by default every dataset of the ledger.'),
  direction: z
    .enum(['higher', 'lower'], { error: 'higher, lower' })
    .optional()
    .describe('Of the engine’s value beside the baseline’s: a lower time is faster.'),
  size: mapping({ at_least: size.optional(), at_most: size.optional() })
    .optional()
    .describe('Between which differences, ratios or shares the effect is claimed to lie.'),
})

/** Claims that a ledger can support or contradict. */
export const claimsSchema = mapping({
  name,
  about: text.describe('Whose claims these are.'),
  alpha: z
    .number({ error: 'a number between 0 and 1' })
    .gt(0, { error: 'a number between 0 and 1' })
    .lt(1, { error: 'a number between 0 and 1' })
    .default(0.05)
    .describe('Of all claims of the file together.'),
  claims: list(claimSchema),
})

export type ClaimsFile = z.output<typeof claimsSchema>
export type Claim = z.output<typeof claimSchema>

/** The claims in a YAML text; throws one `InputError` with all problems, each with `file:line:column`. */
export function parseClaims(source: StudySource): ClaimsFile {
  const { root, problems } = readYaml(source, 'name, about and claims')
  const checked = claimsSchema.safeParse(plainValue(root))
  const findings = checked.success ? contradictions(checked.data) : schemaFindings(root, checked.error.issues)
  const all = [...problems, ...findings.map((finding) => placeFinding(root, finding))]
  if (!checked.success || all.length > 0) throw new InputError(all)
  return checked.data
}

/** What is well formed but says nothing, or no one thing. */
function contradictions({ claims }: ClaimsFile): Finding[] {
  const names = claims.map((claim) => claim.name)
  return claims.flatMap(({ name: own, engine, baseline, measure, direction, size }, i) => {
    const found = (key: string, words: string, fix: string): Finding[] => [
      { path: ['claims', i, key], at: 'value', found: words, fix },
    ]
    const { at_least = -Infinity, at_most = Infinity } = size ?? {}
    const isBare = direction === undefined && at_least === -Infinity && at_most === Infinity
    return [
      ...(names.indexOf(own) === i
        ? []
        : found('name', `there are two claims "${own}".`, 'Rename one of them.')),
      ...(engine === baseline
        ? found('baseline', `"${engine}" is compared with itself.`, 'Name another engine.')
        : []),
      ...(isBare
        ? found('name', `"${own}" claims nothing.`, 'Add  direction: higher  or  size: { at_least: … }')
        : []),
      ...(at_least > at_most ? found('size', 'at_least is above at_most.', 'Swap them.') : []),
      ...(measure === 'disagreement' && direction !== undefined
        ? found('direction', 'a disagreement has no direction.', 'Leave it out, and give a size.')
        : []),
    ]
  })
}
