import { createHash } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'
import type { Study } from './study.ts'

/**
 * sha256, in hex, of what a study measures and how it judges it. Left out is what changes no result or is
 * known elsewhere: the name, what others published, how many rounds and how long they may take, and where files lie (their
 * contents have hashes of their own).
 */
export function studyHash(study: Study): string {
  return createHash('sha256')
    .update(canonicalJson(measured(study)))
    .digest('hex')
}

function measured({ name: _name, published: _published, ...study }: Study) {
  const { rounds, timeout_ns, max_arm_ns, budget_ns, ...protocol } = study.protocol
  return {
    ...study,
    protocol,
    datasets: study.datasets.map((dataset) =>
      dataset.kind === 'file' ? { ...dataset, path: undefined } : dataset,
    ),
    engines: study.engines.map(({ manifest, ...engine }) => ({
      ...engine,
      external: manifest !== undefined,
    })),
  }
}
