import type { Position } from './input-error.ts'
import { keyPosition, type Located, nodeAt, plainValue, valuePosition } from './located-tree.ts'
import type { Path } from './printable.ts'
import { type EngineFileEntry, engineNames } from './study-schema.ts'

/** Where a study's text says something; of what it does not say, the nearest part around it that it does. */
export interface StudyPlaces {
  /** Of the baseline's name, or of the first engine where none is chosen. */
  readonly baseline: Position
  /** Of the value of a key of the dataset with this name. */
  dataset(name: string, key: Path): Position
  /** Of the name of a parameter of the engine with this name. */
  parameter(engine: string, name: string): Position
}

/** The places of a checked study. */
export function studyPlaces(root: Located, engines: readonly EngineFileEntry[]): StudyPlaces {
  const baseline: Path = nodeAt(root, ['baseline']) === undefined ? ['engines', 0] : ['baseline']
  return {
    baseline: valuePosition(root, baseline),
    dataset: (name, key) => valuePosition(root, [...datasetPath(root, name), ...key]),
    parameter(engine, name) {
      const index = engines.findIndex((entry) => engineNames(entry).includes(engine))
      return keyPosition(root, index < 0 ? ['engines'] : ['engines', index, 'params', name])
    },
  }
}

function datasetPath(root: Located, name: string): Path {
  const node = nodeAt(root, ['datasets'])
  const index = node?.kind === 'list' ? node.items.findIndex((item) => nameIn(item) === name) : -1
  return index < 0 ? ['datasets'] : ['datasets', index]
}

function nameIn(entry: Located): unknown {
  return plainValue(entry.kind === 'mapping' ? (nodeAt(entry, ['name']) ?? entry) : entry)
}
