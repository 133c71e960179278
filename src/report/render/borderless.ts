/** cli-table3's characters for a table of columns and nothing else. */
export const NO_BORDERS = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
}

/** cli-table3 writes colour into pipes by itself unless these are empty. */
export const NO_COLORS = { head: [], border: [] }
