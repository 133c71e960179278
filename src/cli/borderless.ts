/** cli-table3 options for a table of columns and nothing else; it would write colour into pipes by itself. */
export const NO_BORDERS = {
  style: { head: [], border: [], 'padding-left': 2, 'padding-right': 0 },
  chars: {
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
  },
}
