import { InputError } from '../config/input-error.ts'
import { cellPosition } from './csv-position.ts'
import type { CsvText } from './csv-text.ts'

/** Words for a row, counted from 0, that is longer or shorter than the header. */
export function raggedRow(
  { file, text, delimiter }: CsvText,
  { row, cells, width }: { readonly row: number; readonly cells: number; readonly width: number },
): InputError {
  return new InputError({
    where: { file, ...cellPosition(text, delimiter, row + 1, Math.min(cells, width + 1) - 1) },
    found: `the row has ${cells} ${cells === 1 ? 'cell' : 'cells'}, the header has ${width}.`,
    fix: `Quote cells that contain ${JSON.stringify(delimiter)}, or set another delimiter.`,
  })
}

/** Words for a file without a row, with or without a header. */
export function noRows(file: string, hasHeader: boolean): InputError {
  return new InputError({
    where: { file, line: 1, column: 1 },
    found: hasHeader ? 'the file has a header and no rows.' : 'the file is empty.',
    fix: hasHeader ? 'Add rows.' : 'Give it a header and rows.',
  })
}
