import type { Picture, PictureResult, Undrawn } from '../report/picture.ts'
import { PICTURE_NAMES, PICTURES } from '../report/pictures/index.ts'
import { escapeJson } from '../report/render/escape.ts'
import type { Results } from '../report/results.ts'

/** A picture as SVG, and its specification as JSON: what becomes `ratios.svg` and `ratios.vl.json`. */
export interface PictureFiles {
  readonly picture: Picture
  readonly svg: string
  readonly spec: string
}

export interface AllPictures {
  readonly drawn: readonly PictureFiles[]
  /** Pictures that the ledger has nothing for, with their reason. */
  readonly undrawn: readonly Undrawn[]
}

/** Every picture of a ledger, as `adapt` makes it for where it goes. */
export async function allPictures(
  results: Results,
  adapt: (picture: Picture) => Picture = (picture) => picture,
): Promise<AllPictures> {
  const drawn: PictureFiles[] = []
  const undrawn: Undrawn[] = []
  for (const name of PICTURE_NAMES) {
    const made: PictureResult = PICTURES[name].make(results)
    if (made.kind === 'undrawn') undrawn.push(made)
    else {
      const picture = adapt(made)
      drawn.push({ picture, svg: await svgText(picture), spec: specText(picture) })
    }
  }
  return { drawn, undrawn }
}

/** The Vega-Lite specification as JSON. */
export function specText({ spec }: Picture): string {
  return escapeJson(`${JSON.stringify(spec, null, 2)}\n`)
}

/** The picture as SVG; Vega is loaded only for this. */
export async function svgText(picture: Picture): Promise<string> {
  const { renderSvg } = await import('../report/render/svg.ts')
  return renderSvg(picture)
}
