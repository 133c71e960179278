/** Names that JavaScript's objects already have, that need quotes, or that look like something else. */
export const NAMES: readonly string[] = [
  ...['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty'],
  ...['a b', 'a,b', 'a;b', 'q"q', 'x\ny', '1', 'NaN', 'é', '😀'],
]

/** Cells that are text, whatever they look like. */
export const TEXTS: readonly string[] = [
  ...['u', 'v', '__proto__', 'constructor', 'a,b', 'a;b', 'tab\tbed', 'say "hi"', 'two\nlines', 'cr\rlf\r\n'],
  ...['0x10', 'true', '=1+1', '1970-01-01'],
]

/** Cells that somebody or something takes for a number, and that are none. */
export const NO_NUMBERS: readonly string[] = [
  ...[
    'Infinity',
    '-inf',
    '1e400',
    '1_000',
    '0x1f',
    '0b1',
    '1e',
    'e5',
    '.',
    '+',
    '+-1',
    '--1',
    '1 2',
    '1.5.2',
  ],
  ...['1,5', '1n', '1f', '1e5.5', '٣', '１', '½', '−1', 'nan'],
]
