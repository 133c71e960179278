import type { Picture } from '../picture.ts'
import { escapeXml } from './escape-xml.ts'
import { textWidth } from './text-width.ts'
import { expressionInterpreter, vega, vegaLite } from './vega.ts'

/** Vega would ask a canvas, if one is installed, or else take every letter for a wide one. */
vega.textMetrics.width = ({ fontSize = 11 }, text) => Math.ceil(textWidth(String(text ?? ''), fontSize))

/**
 * A picture as SVG, without a browser, a font or a request; the same bytes every time. Vega's expressions are
 * interpreted, never run as code.
 */
export async function renderSvg(picture: Picture): Promise<string> {
  // A copy: Vega marks the data that it reads.
  const { spec } = vegaLite.compile(structuredClone(picture.spec), { logger: REFUSING })
  const runtime = vega.parse(spec, undefined, { ast: true })
  const view = new vega.View(runtime, { expr: expressionInterpreter, renderer: 'none' })
  try {
    return `${described(await view.toSVG(), picture)}\n`
  } finally {
    view.finalize()
  }
}

/** What Vega-Lite warns of is a mistake of ours in a specification. */
const REFUSING = {
  level: () => REFUSING,
  error: refuse,
  warn: refuse,
  info: () => REFUSING,
  debug: () => REFUSING,
}

function refuse(...words: unknown[]): never {
  throw new TypeError(words.join(' '))
}

/** The root as one image with a name and a description; what is inside is for the eye. */
function described(svg: string, { name, title, alt }: Picture): string {
  const label = `aria-labelledby="picture-${name}-title" aria-describedby="picture-${name}-desc"`
  const words = `<title id="picture-${name}-title">${escapeXml(title)}</title><desc id="picture-${name}-desc">${escapeXml(alt)}</desc>`
  return svg.replace(/^<svg [^>]*>/, (root) => `${root.slice(0, -1)} role="img" ${label}>${words}`)
}
