import type { Task } from '../config/study.ts'
import { compareCodePoints } from './code-points.ts'
import type { Target } from './dataset.ts'
import { isInfiniteWord, parseDecimal } from './decimal.ts'
import { compareDecimals, decimalText, type ExactDecimal, exactDecimal } from './exact-decimal.ts'
import { GrowingFloat64, GrowingInt32 } from './growing-array.ts'

/** Takes the target's cells from top to bottom. `add` says what is wrong with a cell, if anything. */
export interface TargetBuilder {
  add(text: string | undefined): string | undefined
  finish(): Target
}

export function targetBuilder(task: Task, name: string, decimal: '.' | ','): TargetBuilder {
  return task === 'classification' ? new ClassBuilder(name, decimal) : new ValueBuilder(name, decimal)
}

class ClassBuilder implements TargetBuilder {
  readonly #name: string
  readonly #decimal: '.' | ','
  readonly #codes = new GrowingInt32()
  readonly #labels = new Map<string, number>()

  constructor(name: string, decimal: '.' | ',') {
    this.#name = name
    this.#decimal = decimal
  }

  add(text: string | undefined): string | undefined {
    if (text === undefined) return 'is missing'
    const isInfinite = Math.abs(parseDecimal(text, this.#decimal) ?? 0) === Number.POSITIVE_INFINITY
    if (isInfinite || isInfiniteWord(text)) return 'is infinite'
    const code = this.#labels.get(text) ?? this.#labels.size
    this.#labels.set(text, code)
    this.#codes.push(code)
    return undefined
  }

  finish(): Target {
    const { classes, codeOfText } = orderLabels([...this.#labels.keys()], this.#decimal)
    return {
      kind: 'classes',
      name: this.#name,
      classes,
      codes: this.#codes.take().map((code) => codeOfText[code]),
    }
  }
}

class ValueBuilder implements TargetBuilder {
  readonly #name: string
  readonly #decimal: '.' | ','
  readonly #values = new GrowingFloat64()

  constructor(name: string, decimal: '.' | ',') {
    this.#name = name
    this.#decimal = decimal
  }

  add(text: string | undefined): string | undefined {
    if (text === undefined) return 'is missing'
    const value = parseDecimal(text, this.#decimal)
    if (value === undefined) return 'is not a number, which task: regression needs'
    if (!Number.isFinite(value)) return 'is infinite'
    this.#values.push(value)
    return undefined
  }

  finish(): Target {
    return { kind: 'values', name: this.#name, values: this.#values.take() }
  }
}

interface OrderedLabels {
  readonly classes: readonly string[]
  /** The class code of each given text. */
  readonly codeOfText: readonly number[]
}

/**
 * Class order: by number if every label is a decimal literal (`1` and `1.0` are one class, called `1`), else by
 * code point. It is the order in which scikit-learn codes the same labels. Numbers are compared by their digits:
 * identifiers of 17 digits are classes of their own, although float64 has one number for two of them.
 */
export function orderLabels(texts: readonly string[], decimal: '.' | ','): OrderedLabels {
  const literals = texts.filter((text) => parseDecimal(text, decimal) !== undefined)
  if (literals.length < texts.length) {
    const classes = texts.toSorted(compareCodePoints)
    const codes = new Map(classes.map((label, code) => [label, code]))
    return { classes, codeOfText: texts.map((text) => codes.get(text) ?? -1) }
  }
  const numbers = texts.map((text) => text.replace(decimal, '.')).map(labelOf)
  const distinct = new Map(numbers.map((number) => [number.name, number]))
  const sorted = [...distinct.values()].sort((a, b) => compareDecimals(a.exact, b.exact))
  const codes = new Map(sorted.map(({ name }, code) => [name, code]))
  return {
    classes: sorted.map(({ name }) => name),
    codeOfText: numbers.map(({ name }) => codes.get(name) ?? -1),
  }
}

/** A number that labels a class: as JavaScript writes it, or digit by digit where that would be another number. */
function labelOf(literal: string): { readonly name: string; readonly exact: ExactDecimal } {
  const exact = exactDecimal(literal)
  const short = String(Number(literal))
  if (compareDecimals(exactDecimal(short), exact) === 0) return { name: short, exact }
  return { name: decimalText(exact), exact }
}

/** The class that a label as the user writes it stands for (`1.0` is the class `1`), or undefined. */
export function findClass(label: string, classes: readonly string[]): string | undefined {
  if (classes.includes(label)) return label
  if (parseDecimal(label) === undefined) return undefined
  const exact = exactDecimal(label)
  return classes.find(
    (name) => parseDecimal(name) !== undefined && compareDecimals(exactDecimal(name), exact) === 0,
  )
}
