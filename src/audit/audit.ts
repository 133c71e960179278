import { CHECKS } from './checks/index.ts'
import type { Figure } from './figure.ts'
import type { Published } from './published-schema.ts'

export interface AuditedFigure extends Figure {
  /** The check that recomputed it. */
  readonly check: string
}

/** Every figure of a published study that can be recomputed from its other figures, or is told why it cannot. */
export function audit(study: Published): AuditedFigure[] {
  return Object.entries(CHECKS).flatMap(([check, figures]) =>
    figures(study).map((figure) => ({ check, ...figure })),
  )
}
