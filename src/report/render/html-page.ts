import { createHash } from 'node:crypto'
import { escapeXml } from './escape-xml.ts'
import { STYLE } from './html-style.ts'

interface Page {
  readonly title: string
  /** HTML of the landmarks: header, nav, main with the id `main`, footer. */
  readonly body: readonly string[]
}

/** Nothing may be loaded or run, and of styles only the one that is written here. */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`

/** A whole page in one file, which asks for no other: no script, no font, no request. */
export function htmlPage({ title, body }: Page): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeXml(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="knnbench">
<title>${escapeXml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the results</a>
${body.join('\n')}
</body>
</html>
`
}
