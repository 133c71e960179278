import type { Task } from '../config/study.ts'
import { compareCodePoints } from './code-points.ts'
import type { Target } from './dataset.ts'
import { isInfiniteWord, parseDecimal } from './decimal.ts'
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
 * code point. It is the order in which scikit-learn codes the same labels.
 */
function orderLabels(texts: readonly string[], decimal: '.' | ','): OrderedLabels {
  const numbers = texts.map((text) => parseDecimal(text, decimal))
  if (numbers.every((value) => value !== undefined)) {
    // A Set takes −0 for 0.
    const distinct = [...new Set(numbers)].sort((a, b) => a - b)
    const codes = new Map(distinct.map((value, code) => [value, code]))
    return { classes: distinct.map(String), codeOfText: numbers.map((value) => codes.get(value) ?? -1) }
  }
  const classes = texts.toSorted(compareCodePoints)
  const codes = new Map(classes.map((label, code) => [label, code]))
  return { classes, codeOfText: texts.map((text) => codes.get(text) ?? -1) }
}

/** The class that a label as the user writes it stands for (`1.0` is the class `1`), or undefined. */
export function findClass(label: string, classes: readonly string[]): string | undefined {
  if (classes.includes(label)) return label
  const value = parseDecimal(label)
  return value === undefined ? undefined : classes.find((name) => parseDecimal(name) === value)
}
