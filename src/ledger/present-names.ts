import type { LedgerRecord, RecordOf } from './record.ts'

type Named = Extract<
  LedgerRecord,
  { readonly case_id: string; readonly engine: string; readonly key: string }
>
type ArmName = Pick<Named, 'case_id' | 'engine' | 'key'>

/**
 * The records of arms that another name was given since, under the name of now: the content key says what an arm
 * is, its name only what tables call it. Two names that one plan held side by side stay two arms.
 */
export function underPresentNames(
  records: readonly LedgerRecord[],
  present: readonly ArmName[],
): readonly LedgerRecord[] {
  const names = new Map<string, Set<string>>()
  for (const arm of present)
    names.set(contentOf(arm), (names.get(contentOf(arm)) ?? new Set()).add(arm.engine))
  const rivals = rivalNames(records)
  return records.map((record) => {
    if (!isNamed(record)) return record
    const known = names.get(contentOf(record))
    if (known === undefined || known.has(record.engine)) return record
    const engine = [...known].find((name) => !rivals.has(pairName(record, name)))
    return engine === undefined ? record : { ...record, engine }
  })
}

/** Pairs of names, both ways round, under which one plan held the same content twice. */
function rivalNames(records: readonly LedgerRecord[]): Set<string> {
  const plans = records.filter((record): record is RecordOf<'plan'> => record.type === 'plan')
  const pairs = plans.flatMap(({ arms }) =>
    arms.flatMap((one) =>
      arms.filter((other) => contentOf(one) === contentOf(other)).map(({ engine }) => pairName(one, engine)),
    ),
  )
  return new Set(pairs)
}

function isNamed(record: LedgerRecord): record is Named {
  return 'case_id' in record && 'engine' in record && 'key' in record
}

function contentOf({ case_id, key }: ArmName): string {
  return JSON.stringify([case_id, key])
}

function pairName(arm: ArmName, other: string): string {
  return JSON.stringify([arm.case_id, arm.key, arm.engine, other])
}
