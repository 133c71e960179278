import picocolors from 'picocolors'
import type { RenderOptions } from './table.ts'

/** The few accents of the report; all of them plain text where color is off. */
export interface Paint {
  strong(text: string): string
  doubt(text: string): string
  alarm(text: string): string
}

export function painter({ color }: Pick<RenderOptions, 'color'>): Paint {
  const colors = picocolors.createColors(color === 'color')
  return { strong: colors.bold, doubt: colors.yellow, alarm: colors.red }
}
