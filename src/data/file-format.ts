import { InputError } from '../config/input-error.ts'

const PARQUET = 'a Parquet file'
const IMPORT = 'Make a dataset of it with:  knnbench datasets import FILE --target COLUMN'

/** First bytes of what is often taken for a table of text; none of them could begin a header. */
const OTHER_FORMATS: readonly (readonly [bytes: string, what: string])[] = [
  ['PK\x03\x04', 'a zip archive or an Excel workbook'],
  ['\xd0\xcf\x11\xe0', 'an old Excel workbook'],
  ['\x1f\x8b', 'compressed with gzip'],
  ['BZh91AY&SY', 'compressed with bzip2'],
  ['\xfd7zXZ\0', 'compressed with xz'],
  ['\x28\xb5\x2f\xfd', 'compressed with zstd'],
  ['PAR1\x15', PARQUET],
  ['ARROW1\0', 'an Arrow file'],
  ['\x93NUMPY', 'a NumPy array'],
  ['\x89HDF', 'an HDF5 file'],
  ['SQLite format 3\0', 'an SQLite database'],
  ['\x7fELF', 'a program'],
  ['%PDF-', 'a PDF'],
  ['<!DOCTYPE html', 'a web page'],
  ['<!doctype html', 'a web page'],
  ['<html>', 'a web page'],
  ['<html ', 'a web page'],
  ['version https://git-lfs', 'the pointer of a file that Git LFS has not fetched'],
]

/** Throws where the first bytes of a file are those of another format that everybody knows. */
export function refuseOtherFormats(file: string, head: Buffer): void {
  const start = head.toString('latin1', 0, 32)
  const found = OTHER_FORMATS.find(([first]) => start.startsWith(first))
  if (found === undefined) return
  throw new InputError({
    where: { file },
    found: `this is ${found[1]}, not a CSV file.`,
    fix: found[1] === PARQUET ? IMPORT : 'Save the table as CSV.',
  })
}
