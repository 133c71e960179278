/**
 * What the pictures use of vega 6.4.0, vega-lite 6.4.3 and vega-interpreter 2.3.2. Their own types need those of a
 * browser and do not agree with each other, so that they are resolved as programs and not as types.
 */
export interface Vega {
  readonly textMetrics: { width: (item: { readonly fontSize?: number }, text: unknown) => number }
  parse(spec: object, config: undefined, options: { readonly ast: true }): object
  readonly View: new (runtime: object, options: ViewOptions) => View
}

interface ViewOptions {
  readonly expr: unknown
  readonly renderer: 'none'
}

interface View {
  toSVG(): Promise<string>
  finalize(): unknown
}

export interface VegaLite {
  compile(spec: object, options: { readonly logger: object }): { readonly spec: object }
}

const vega: Vega = await import(import.meta.resolve('vega'))
const vegaLite: VegaLite = await import(import.meta.resolve('vega-lite'))
const { expressionInterpreter }: { readonly expressionInterpreter: unknown } = await import(
  import.meta.resolve('vega-interpreter')
)

export { expressionInterpreter, vega, vegaLite }
