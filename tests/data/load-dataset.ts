import type { DatasetEntry, Task } from '../../src/config/study.ts'
import type { Dataset } from '../../src/data/dataset.ts'
import { loadDataset as load } from '../../src/data/load-dataset.ts'
import { temporaryFolder } from './temporary-folder.ts'

const cacheRoot = temporaryFolder()

/** As the tool's own, where nothing was pulled. */
export function loadDataset(entry: DatasetEntry, task: Task): Dataset {
  return load(entry, task, cacheRoot)
}
