import { Presets, SingleBar } from 'cli-progress'
import type { ProgressStep } from '../runner/effects.ts'
import { formatDuration } from './duration.ts'
import type { OutputStream } from './io.ts'

export interface ProgressLine {
  show(step: ProgressStep): void
  /** Takes the line away, so that a report can follow. */
  stop(): void
}

/** A live line on a terminal, redrawn only when told to, which is between processes; elsewhere a line a stage. */
export function progressLine(stream: OutputStream): ProgressLine {
  return stream.isTTY === true ? liveLine() : plainLines(stream)
}

function liveLine(): ProgressLine {
  const bar = new SingleBar(
    {
      stream: process.stderr,
      format: '  {stage}  {label}  {bar} {percentage} %{left}',
      barsize: 16,
      autopadding: true,
      clearOnComplete: true,
      hideCursor: false,
      noTTYOutput: false,
      fps: 1000, // every update is drawn at once: there is none while something is timed
      linewrap: false,
      gracefulExit: false,
    },
    Presets.rect,
  )
  let isStarted = false
  return {
    show(step) {
      const payload = { stage: stageText(step), label: step.label, left: leftText(step) }
      if (!isStarted) bar.start(100, 0, payload)
      isStarted = true
      bar.update(Math.floor(shareOf(step) * 100), payload)
      bar.render()
    },
    stop() {
      if (isStarted) bar.stop()
    },
  }
}

function plainLines(stream: OutputStream): ProgressLine {
  let last = ''
  return {
    show(step) {
      const stage =
        step.stage === 'rounds' ? `round ${step.round}/${step.rounds}${leftText(step)}` : STAGES[step.stage]
      const key = step.stage === 'rounds' ? `round ${step.round}` : stage
      if (key !== last) stream.write(`  ${stage}\n`)
      last = key
    },
    stop() {},
  }
}

const STAGES = { probe: 'estimating', answers: 'checking answers', grade: 'grading' } as const

function stageText(step: ProgressStep): string {
  return step.stage === 'rounds' ? `round ${step.round}/${step.rounds}` : STAGES[step.stage]
}

function shareOf(step: ProgressStep): number {
  return step.stage === 'rounds' ? step.done_share : step.total === 0 ? 1 : step.done / step.total
}

function leftText(step: ProgressStep): string {
  return step.stage === 'rounds' ? `   ${formatDuration(step.left_ns)} left` : ''
}
