import { escapeText } from './escape.ts'

/**
 * Characters that TeX reads as commands, that begin an optional argument after the end of a row (`[`, `*`), or that the
 * classic OT1 fonts show as another one. Kernel commands only, so that no package and no font encoding is asked for.
 */
const COMMANDS: Readonly<Record<string, string>> = {
  ...{
    '\\': '\\textbackslash{}',
    '{': '\\{',
    '}': '\\}',
    $: '\\$',
    '&': '\\&',
    '#': '\\#',
    _: '\\_',
    '%': '\\%',
  },
  ...{ '~': '\\textasciitilde{}', '^': '\\textasciicircum{}', '<': '\\textless{}', '>': '\\textgreater{}' },
  ...{ '|': '\\textbar{}', '"': '\\texttt{\\char34}', '[': '{[}', ']': '{]}', '*': '{*}', '`': '{}`{}' },
  ...{ '–': '{--}', '—': '{---}', '‘': '{`}', '’': "{'}", '“': '{``}', '”': "{''}", '…': '\\ldots{}' },
  ...{
    '−': '$-$',
    '×': '$\\times$',
    '±': '$\\pm$',
    '·': '$\\cdot$',
    '≤': '$\\le$',
    '≥': '$\\ge$',
    '≠': '$\\ne$',
  },
  ...{
    µ: '$\\mu$',
    μ: '$\\mu$',
    α: '$\\alpha$',
    β: '$\\beta$',
    δ: '$\\delta$',
    Δ: '$\\Delta$',
    ε: '$\\epsilon$',
    χ: '$\\chi$',
  },
  ...{
    '→': '$\\to$',
    '∞': '$\\infty$',
    '√': '$\\surd$',
    '°': '$^\\circ$',
    '²': '$^2$',
    '³': '$^3$',
    '¹': '$^1$',
  },
  ...{ ß: '\\ss{}', æ: '\\ae{}', Æ: '\\AE{}', œ: '\\oe{}', Œ: '\\OE{}', ø: '\\o{}', Ø: '\\O{}', ł: '\\l{}' },
  ...{ Ł: '\\L{}', ı: '\\i{}', '\u00a0': '~' },
}

/** Combining marks as the accents that OT1 composes. */
const ACCENTS: Readonly<Record<string, string>> = {
  ...{
    '\u0300': '`',
    '\u0301': "'",
    '\u0302': '^',
    '\u0303': '~',
    '\u0304': '=',
    '\u0306': 'u',
    '\u0307': '.',
  },
  ...{ '\u0308': '"', '\u030a': 'r', '\u030b': 'H', '\u030c': 'v', '\u0323': 'd', '\u0327': 'c' },
}

/** Two in a row would be joined to a dash or a quotation mark. */
const JOINED = "-',"

/** Nothing to escape, as in most of a hundred thousand cells. */
const PLAIN = /^(?!.*--)[ a-zA-Z0-9.:;()/=+@!-]*$/u

/**
 * Text that every TeX prints letter by letter: a command for a special character, accents composed, and the code point,
 * `U+4E2D`, for one that the standard fonts have not.
 */
export function escapeLatex(text: string): string {
  if (PLAIN.test(text)) return text.trim()
  const characters = [...escapeText(text).trim().normalize('NFC')]
  return characters.map((character, i) => escapeCharacter(character, characters[i + 1])).join('')
}

function escapeCharacter(character: string, next: string | undefined): string {
  if (Object.hasOwn(COMMANDS, character)) return COMMANDS[character]
  if (/^[ -~]$/.test(character))
    return JOINED.includes(character) && next === character ? `${character}{}` : character
  return accented(character) ?? `\\texttt{U+${codePoint(character)}}`
}

/** A letter with the accents that it decomposes into, or undefined where TeX cannot compose it. */
function accented(character: string): string | undefined {
  const [base, ...marks] = character.normalize('NFD')
  if (!/^[A-Za-z]$/.test(base) || !marks.every((mark) => Object.hasOwn(ACCENTS, mark))) return undefined
  return marks.reduce((inner, mark) => `\\${ACCENTS[mark]}{${inner}}`, base === 'i' ? '\\i{}' : base)
}

function codePoint(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
}
