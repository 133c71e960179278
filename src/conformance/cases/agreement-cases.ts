import { normalDeviate } from '../../data/normal-deviate.ts'
import type { SuiteCase } from '../suite-case.ts'
import { seededData } from './seeded-data.ts'

/** Data on which right engines agree and others show what they are; a new one is one function and one line here. */
export function agreementCases(): SuiteCase[] {
  return [
    random(),
    largeK(),
    unequalScales(),
    ties(),
    clusters(),
    oneHot(),
    mostlyZero(),
    halfZero(),
    farApart(),
    contradictions(),
  ]
}

function random(): SuiteCase {
  const shape = { seed: 1, n_train: 200, n_features: 5, n_score: 40, n_classes: 3 }
  return {
    name: 'random',
    what: 'standard normal',
    data: seededData(shape, normalDeviate),
    n_neighbors: [1, 2, 5],
  }
}

/** Libraries that keep k candidates in blocks run out of them. */
function largeK(): SuiteCase {
  return {
    ...random(),
    name: 'large-k',
    what: 'the same, with k of half the rows to all',
    n_neighbors: [100, 197, 200],
  }
}

function unequalScales(): SuiteCase {
  const shape = { seed: 2, n_train: 150, n_features: 30, n_score: 40, n_classes: 2 }
  return {
    name: 'scales',
    what: 'features from 0.001 to 1,000,000 wide',
    data: seededData(shape, (stream, column) => normalDeviate(stream) * 10 ** ((column % 10) - 3)),
    n_neighbors: [1, 4, 51],
  }
}

/** Every distance comes many times, and votes are even. */
function ties(): SuiteCase {
  const shape = { seed: 3, n_train: 120, n_features: 2, n_score: 40, n_classes: 4 }
  return {
    name: 'ties',
    what: 'a grid of 5 × 5 points, each some times',
    data: seededData(shape, (stream) => stream.randint(-2, 3)),
    n_neighbors: [1, 2, 4, 6],
  }
}

function clusters(): SuiteCase {
  const shape = { seed: 4, n_train: 180, n_features: 4, n_score: 40, n_classes: 3 }
  return {
    name: 'clusters',
    what: 'six clusters, each 0.01 wide',
    data: seededData(
      shape,
      (stream, column, row) => ((row * (column + 1)) % 6) + 0.01 * normalDeviate(stream),
    ),
    n_neighbors: [1, 5, 9],
  }
}

function oneHot(): SuiteCase {
  const levels = 4
  const shape = { seed: 5, n_train: 180, n_features: 3 * levels, n_score: 40, n_classes: 2 }
  return {
    name: 'one-hot',
    what: 'one-hot and integer columns, few distinct rows',
    data: seededData(shape, (stream, column, row) =>
      column < 2 * levels
        ? oneOf(row + (column < levels ? 0 : row % 3), column, levels)
        : stream.randint(0, 3),
    ),
    n_neighbors: [1, 2, 5],
  }
}

function oneOf(level: number, column: number, levels: number): number {
  return level % levels === column % levels ? 1 : 0
}

/** Trees that cut where many rows lie on the cut lose some of them. */
function mostlyZero(): SuiteCase {
  const shape = { seed: 6, n_train: 200, n_features: 2, n_score: 60, n_classes: 2 }
  return {
    name: 'mostly-0',
    what: 'a column that is mostly 0, else 1 to 4',
    data: seededData(shape, (stream, column) =>
      column === 0 ? normalDeviate(stream) : Math.max(0, stream.randint(0, 20) - 15),
    ),
    n_neighbors: [1, 2, 5],
  }
}

function halfZero(): SuiteCase {
  const shape = { seed: 7, n_train: 200, n_features: 1, n_score: 60, n_classes: 2 }
  return {
    name: 'half-0',
    what: 'one feature, half of it 0, else in quarters',
    data: seededData(shape, (stream) => (stream.randint(0, 2) === 0 ? 0 : stream.randint(0, 33) / 4)),
    n_neighbors: [1, 2, 5],
  }
}

/** Squares of a million leave float64 four digits of distances of 0.01, and float32 none. */
function farApart(): SuiteCase {
  const shape = { seed: 8, n_train: 120, n_features: 3, n_score: 40, n_classes: 2 }
  return {
    name: 'far-apart',
    what: 'two clusters 2,000,000 apart, each 0.01 wide',
    data: seededData(shape, (stream, _, row) => (row % 2 === 0 ? 1e6 : -1e6) + 0.01 * normalDeviate(stream)),
    n_neighbors: [1, 5, 7],
  }
}

/** Rows come three times with other labels, and some test rows are such rows: distances of zero. */
function contradictions(): SuiteCase {
  const shape = { seed: 9, n_train: 90, n_features: 2, n_score: 40, n_classes: 3 }
  const data = seededData(shape, normalDeviate)
  const { values } = data.X_train
  values.copyWithin(values.length / 3, 0, values.length / 3)
  values.copyWithin((2 * values.length) / 3, 0, values.length / 3)
  for (let row = 1; row < 40; row += 3)
    data.X_score.values.set(values.subarray(2 * row, 2 * row + 2), 2 * row)
  return {
    name: 'contradictions',
    what: 'each row three times, with other labels',
    data,
    n_neighbors: [1, 2, 3, 5],
  }
}
