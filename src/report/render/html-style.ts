import { BAND, COLORS, GRID, INK, MUTED, PAPER } from '../picture-theme.ts'

/** What stands in the dark for each colour that pictures are drawn in. */
const DARK_COLORS: readonly (readonly [string, string])[] = [
  [PAPER, '#15181c'],
  [INK, '#e8e6e3'],
  [MUTED, '#a9adb3'],
  [GRID, '#363b42'],
  [BAND, '#2d333b'],
  [COLORS[0], '#6bb5f0'],
  [COLORS[1], '#ff9a57'],
  [COLORS[2], '#46cfa4'],
  [COLORS[3], '#e596d5'],
  [COLORS[4], '#d9bc4a'],
  [COLORS[5], '#a5dcff'],
  [COLORS[6], '#ffffff'],
]

const DARK_PICTURES = DARK_COLORS.map(
  ([light, dark]) =>
    `.picture [fill="${light}"] { fill: ${dark} } .picture [stroke="${light}"] { stroke: ${dark} }`,
).join('\n  ')

/** The one stylesheet of a page; pictures carry their light colours in attributes, which it may replace. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ink: ${INK}; --muted: ${MUTED}; --paper: ${PAPER}; --line: ${GRID}; --shade: #f5f6f7;
  --link: #00558a; --faster: #006b4e; --slower: #a34700; --wrong: #b00020; --note: #fff6e0;
}
* { box-sizing: border-box }
html { scroll-behavior: smooth; scroll-padding-top: 1rem }
body {
  margin: 0; color: var(--ink); background: var(--paper);
  font: 1rem/1.5 system-ui, "Segoe UI", Helvetica, Arial, sans-serif;
}
header, main, nav, footer { max-width: 74rem; margin: 0 auto; padding: 0 1.25rem }
header { padding-top: 2rem }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .25rem }
h2 { font-size: 1.4rem; margin: 2.5rem 0 .5rem; padding-top: .75rem; border-top: 1px solid var(--line) }
h3 { font-size: 1.1rem; margin: 2rem 0 .25rem }
p { margin: .25rem 0 .75rem; max-width: 75ch }
ul, ol { margin: .25rem 0 .75rem; padding-left: 1.25rem }
li { max-width: 75ch }
a { color: var(--link) }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
.skip { position: absolute; left: -100rem }
.skip:focus { left: 1rem; top: 1rem; padding: .5rem 1rem; background: var(--paper); z-index: 2 }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.size { font-size: 1.1rem; color: var(--muted); max-width: none }
.muted, .reading, .footnotes { color: var(--muted); font-size: .875rem }
.reading { padding: 0; list-style: none }
nav ol { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; list-style: none }
nav { margin-top: 1rem }
.alarm { border-left: .3rem solid var(--wrong); padding: .5rem .75rem; background: var(--shade) }
.alarm strong { color: var(--wrong) }
.warnings { border-left: .3rem solid #d99e00; padding: .5rem .75rem .5rem 2rem; background: var(--shade) }
.warnings li, .footnotes li { max-width: 90ch; overflow-wrap: anywhere }
.scroll { overflow-x: auto; max-width: 100%; margin: .5rem 0 }
table { border-collapse: collapse; font-size: .875rem; line-height: 1.35; font-variant-numeric: tabular-nums }
th, td { padding: .3rem .7rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line) }
thead th { border-bottom: 2px solid var(--muted); white-space: nowrap; vertical-align: bottom }
tbody th { font-weight: 600; white-space: nowrap }
tbody th, thead th:first-child { position: sticky; left: 0; background: var(--paper) }
tbody tr:hover > * { background: var(--shade) }
td { white-space: nowrap }
.prose { white-space: normal; min-width: 30ch; max-width: 60ch; overflow-wrap: anywhere }
.number { text-align: right; white-space: nowrap }
.faster { color: var(--faster); font-weight: 600 }
.slower { color: var(--slower); font-weight: 600 }
.wrong { color: var(--wrong); font-weight: 600 }
sup { line-height: 0 }
sup a { text-decoration: none; padding: 0 .1em }
.footnotes { padding-left: 1.5rem }
:target { background: var(--note) }
figure { margin: 1rem 0 }
.picture svg { display: block; height: auto; max-width: 100%; min-width: 40rem }
details { margin: .5rem 0 }
.printed { display: none }
summary { cursor: pointer; color: var(--link) }
footer { margin-top: 3rem; padding-bottom: 3rem; color: var(--muted); font-size: .875rem }
@media screen and (prefers-color-scheme: dark) {
  :root {
    --ink: #e8e6e3; --muted: #a9adb3; --paper: #15181c; --line: #363b42; --shade: #1f242a;
    --link: #7cc0ff; --faster: #46cfa4; --slower: #ff9a57; --wrong: #ff8a8a; --note: #3a3320;
  }
  ${DARK_PICTURES}
}
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto } }
@media (max-width: 40rem) {
  header, main, nav, footer { padding-left: .75rem; padding-right: .75rem }
  h1 { font-size: 1.5rem }
  th, td { padding: .25rem .45rem }
}
@media print {
  tbody th, thead th:first-child { position: static }
  @page { margin: 14mm }
  html { font-size: 9.5pt }
  .reading, .muted { break-inside: avoid; break-after: avoid }
  header, main, footer { max-width: none; padding: 0 }
  nav, .skip, details:not([open]) { display: none }
  details:not([open]) + .printed { display: block }
  .scroll { overflow: visible }
  .picture svg { min-width: 0 }
  table { font-size: 7.5pt }
  th, td, thead th, tbody th { padding: .15rem .3rem; white-space: normal }
  .number { white-space: nowrap }
  .prose { min-width: 16ch; max-width: none; overflow-wrap: break-word }
  thead { display: table-header-group }
  .extra { display: none }
  tr, figure, .alarm { break-inside: avoid }
  h2, h3 { break-after: avoid }
  a { color: inherit; text-decoration: none }
}
`
