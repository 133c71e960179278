import type { Table } from './table.ts'

/** The picture model: a Vega-Lite specification and the table of what it draws; only renderers turn them into text. */

export type Json = string | number | boolean | null | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [key: string]: Json
}

export interface Picture {
  readonly kind: 'drawn'
  readonly name: string
  readonly title: string
  /** What the picture shows, with its main numbers, for those who do not see it. */
  readonly alt: string
  /** How to read it: a sentence a line, the first says what one observation is. */
  readonly reading: readonly string[]
  /** Everything that is drawn, in base units. */
  readonly data: Table
  /** Vega-Lite 6, complete: data, axes, colours. */
  readonly spec: JsonObject
}

/** A picture that this ledger has nothing for. */
export interface Undrawn {
  readonly kind: 'undrawn'
  readonly name: string
  readonly title: string
  readonly reason: string
}

export type PictureResult = Picture | Undrawn
