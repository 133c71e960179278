import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A study of a few seconds: wine, small grid, one pass of two rounds in two subsets, then a second pass. */
export const TINY_STUDY = `name: tiny
datasets: [wine]
engines: [ts-brute, ts-kdtree]
baseline: ts-brute
grid: { n_neighbors: [1, 5], metric: [euclidean, manhattan], weights: [uniform, distance] }
protocol: { rounds: 4, configurations_per_round: 4, warmup: 1, min_time: 1ms, seed: 7 }
`

export function writeStudy(folder: string, text: string): string {
  const file = join(folder, 'study.yaml')
  writeFileSync(file, text)
  return file
}
