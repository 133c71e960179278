import { InputError } from '../../config/input-error.ts'
import { Descriptions } from '../descriptions.ts'
import { underPresentNames } from '../present-names.ts'
import type { LedgerRecord, RecordOf } from '../record.ts'
import { type Bundle, bundles } from './bundles.ts'

type Plan = RecordOf<'plan'>

/** What a ledger counts of itself: what its plan in force is about, in no order. */
export interface Part {
  /** What messages call the ledger. */
  readonly name: string
  readonly study: RecordOf<'study'>
  /** The plan in force; of a merged ledger the plans that it was united from. */
  readonly plans: readonly Plan[]
  readonly data: readonly RecordOf<'data'>[]
  readonly engines: readonly (RecordOf<'engine'> | RecordOf<'left-out'>)[]
  readonly places: readonly (RecordOf<'environment'> | RecordOf<'session'>)[]
  readonly findings: readonly Finding[]
  readonly bundles: readonly Bundle[]
}

/** What was found out about cells and arms apart from blocks. */
export type Finding = Extract<
  LedgerRecord,
  { readonly type: 'probe' | 'verification' | 'failure' | 'fallback' | 'leftover' }
>

/** Takes a ledger apart. Throws `InputError` for one without a plan, and one in which arms were measured again. */
export function ledgerPart(name: string, written: readonly LedgerRecord[]): Part {
  const inForce = written.findLast((record) => record.type === 'plan')
  if (inForce === undefined) throw refused(name, 'holds no plan: no run has got that far.', 'Run it first.')
  if (written.some(({ type }) => type === 'again'))
    throw refused(
      name,
      'holds arms that were measured again with --force, and another ledger may hold what that replaced.',
      'Measure it anew in a folder of its own: knnbench run --out',
    )
  const records = underPresentNames(written, inForce.arms)
  const described = new Descriptions(records.slice(0, records.lastIndexOf(inForce)))
  const { study } = described
  if (study === undefined) throw refused(name, 'does not describe its study.', 'Copy the whole ledger.')
  const plans =
    inForce.merged === undefined
      ? [inForce]
      : records.filter((record) => record.type === 'plan').filter(({ merged }) => merged === undefined)
  const isPlanned = plannedContent(plans)
  const cases = new Set(inForce.arms.map(({ case_id }) => case_id))
  return {
    name,
    study,
    plans,
    data: described.data.filter(({ case_id }) => cases.has(case_id)),
    engines: study.engines.flatMap(
      (engine) => described.missing(engine.name) ?? described.engines.get(engine.name) ?? [],
    ),
    places: records.filter((record) => record.type === 'environment' || record.type === 'session'),
    findings: findings(records, described, isPlanned),
    bundles: bundles(records).filter(({ block }) => isPlanned(block)),
  }
}

type Content = { readonly case_id: string; readonly engine: string; readonly key: string }

function plannedContent(plans: readonly Plan[]): (record: Content) => boolean {
  const nameOf = ({ case_id, engine, key }: Content): string => JSON.stringify([case_id, engine, key])
  const planned = new Set(plans.flatMap(({ arms }) => arms.map(nameOf)))
  return (record) => planned.has(nameOf(record))
}

/** Those of the planned content, and what was found wrong with the same engine on the same data, whatever its key. */
function findings(
  records: readonly LedgerRecord[],
  described: Descriptions,
  isPlanned: (record: Content) => boolean,
): Finding[] {
  const soFar = new Descriptions()
  return records.filter((record): record is Finding => {
    soFar.add(record)
    switch (record.type) {
      case 'probe':
      case 'fallback':
      case 'leftover':
        return isPlanned(record)
      case 'verification':
        return isPlanned(record) || (record.grade === 'wrong' && isSame(record))
      case 'failure':
        return isPlanned(record) || (record.kind === 'changed-answers' && isSame(record))
      default:
        return false
    }
  })

  function isSame(record: Content): boolean {
    const content = soFar.contentOf(record)
    return content !== undefined && content === described.contentOf(record)
  }
}

function refused(name: string, found: string, fix: string): InputError {
  return new InputError({ found: `${name} ${found}`, fix })
}
