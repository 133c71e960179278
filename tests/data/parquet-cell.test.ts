import { join } from 'node:path'
import { expect, it } from 'vitest'
import { InputError } from '../../src/config/input-error.ts'
import { openTable } from '../../src/data/import-table.ts'
import { parquetCells } from '../../src/data/parquet-cell.ts'
import { writeParquet } from './parquet.ts'
import { temporaryFolder } from './temporary-folder.ts'

const folder = temporaryFolder()
const path = join(folder, 'd.parquet')

type Written = Parameters<typeof writeParquet>[1]
type Element = NonNullable<Written['schema']>[number]

/** The texts that the values of a column become; of a schema element where the type alone does not say it. */
async function texts(data: unknown[], element: Omit<Element, 'name'>): Promise<string[]> {
  const schema: Element[] = [
    { name: 'root', num_children: 1 },
    { name: 'c', repetition_type: 'OPTIONAL', ...element },
  ]
  writeParquet(path, { schema, columnData: [{ name: 'c', data }] })
  const table = await openTable(path, [], () => undefined)
  const found: string[] = []
  await table.eachRow(([cell]) => found.push(cell))
  return found
}

async function refusal(data: unknown[], element: Omit<Element, 'name'>): Promise<string> {
  return texts(data, element).then(
    () => 'nothing was refused',
    (error: unknown) => {
      if (error instanceof InputError) return error.message.replace(`${folder}/`, '')
      throw error
    },
  )
}

it('keeps numbers to the last bit', async () => {
  const doubles = [0.1, -0, 1e300, 5e-324, Number.NaN, Number.POSITIVE_INFINITY, null]
  expect(await texts(doubles, { type: 'DOUBLE' })).toEqual([
    '0.1',
    '-0',
    '1e+300',
    '5e-324',
    'NaN',
    'Infinity',
    '',
  ])
  expect(await texts([0.1, null], { type: 'FLOAT' })).toEqual([String(Math.fround(0.1)), ''])
  expect(await texts([2n ** 63n - 1n, -(2n ** 63n), null], { type: 'INT64' })).toEqual([
    '9223372036854775807',
    '-9223372036854775808',
    '',
  ])
  expect(await texts([-1, 7, null], { type: 'INT32' })).toEqual(['-1', '7', ''])
})

it('reads integers without sign as they are meant', async () => {
  expect(await texts([4294967295, 0, null], { type: 'INT32', converted_type: 'UINT_32' })).toEqual([
    '4294967295',
    '0',
    '',
  ])
  const unsigned = { type: 'INT64', converted_type: 'UINT_64' } as const
  expect(await texts([2n ** 64n - 1n, 1n, null], unsigned)).toEqual(['18446744073709551615', '1', ''])
})

it('reads decimals digit by digit', async () => {
  const decimal = { converted_type: 'DECIMAL', precision: 18, scale: 2 } as const
  expect(await texts([3n, -1234n, 0n, null], { type: 'INT64', ...decimal })).toEqual([
    '0.03',
    '-12.34',
    '0.00',
    '',
  ])
  expect(
    await texts([12345678901234567890n, -5n], {
      type: 'FIXED_LEN_BYTE_ARRAY',
      type_length: 16,
      ...decimal,
      precision: 38,
    }),
  ).toEqual(['123456789012345678.90', '-0.05'])
})

it('reads dates and times in full, whatever their unit', async () => {
  expect(await texts([19753, -1, null], { type: 'INT32', converted_type: 'DATE' })).toEqual([
    '2024-01-31',
    '1969-12-31',
    '',
  ])
  const stamp = (unit: 'MILLIS' | 'MICROS' | 'NANOS'): Omit<Element, 'name'> => ({
    type: 'INT64',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit },
  })
  expect(await texts([1706702400000n, 1706702400250n, null], stamp('MILLIS'))).toEqual([
    '2024-01-31T12:00:00',
    '2024-01-31T12:00:00.25',
    '',
  ])
  expect(await texts([1706702400000001n, -1n], stamp('MICROS'))).toEqual([
    '2024-01-31T12:00:00.000001',
    '1969-12-31T23:59:59.999999',
  ])
  expect(await texts([1706702400000000001n], stamp('NANOS'))).toEqual(['2024-01-31T12:00:00.000000001'])
})

it('reads texts, truth values and identifiers', async () => {
  expect(await texts(['Straße', '', null, 'Straße'], { type: 'BYTE_ARRAY', converted_type: 'UTF8' })).toEqual(
    ['Straße', '', '', 'Straße'],
  )
  expect(await texts([true, false, null], { type: 'BOOLEAN' })).toEqual(['true', 'false', ''])
  const uuid = '00112233-4455-6677-8899-aabbccddeeff'
  const identifier = {
    type: 'FIXED_LEN_BYTE_ARRAY',
    type_length: 16,
    logical_type: { type: 'UUID' },
  } as const
  expect(await texts([uuid, uuid], identifier)).toEqual([uuid, uuid])
})

it('takes an entry that the dictionary lacks for damage, not for a gap', () => {
  const cells = parquetCells({ name: 'c', type: 'DOUBLE' })
  expect(cells.kind === 'cells' && [cells.text(null), cells.text(undefined)]).toEqual(['', undefined])
})

it('says in which row there is no text', async () => {
  const bytes = { type: 'BYTE_ARRAY' } as const
  const bad = [...Array(9).fill(Uint8Array.of(65)), Uint8Array.of(0xff)]
  const sentence =
    'column c has a value that is no text and no number. Correct it, or leave the column out with  --drop c'
  expect(await refusal(bad, bytes)).toBe(`d.parquet, row 10: ${sentence}`)
  expect(await refusal([Uint8Array.of(65, 0)], bytes)).toBe(`d.parquet, row 1: ${sentence}`)
  const far = { type: 'INT32', converted_type: 'DATE' } as const
  expect(await refusal([0, 2 ** 31 - 1], far)).toBe(`d.parquet, row 2: ${sentence}`)
})

it.each<[string, Omit<Element, 'name'>, unknown]>([
  ['times of day', { type: 'INT32', converted_type: 'TIME_MILLIS' }, 5],
  ['JSON', { type: 'BYTE_ARRAY', converted_type: 'JSON' }, { a: 1 }],
  ['bytes that are no text', { type: 'FIXED_LEN_BYTE_ARRAY', type_length: 2 }, Uint8Array.of(1, 2)],
])('refuses %s by name', async (what, element, value) => {
  expect(await refusal([value], element)).toBe(
    `d.parquet: column c holds ${what}, which is no number and no text. Leave it out with  --drop c`,
  )
})
