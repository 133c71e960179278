import type { EngineEntry } from '../config/study.ts'
import type { Manifest } from '../engine/manifest.ts'
import type { EngineCommand } from './engine-process.ts'

/** An engine of the study that can be started on this machine. */
export interface ReadyEngine {
  readonly entry: EngineEntry
  readonly manifest: Manifest
  readonly manifest_sha256: string
  readonly version: string
  readonly runtime: string
  readonly command: EngineCommand
}

export interface MissingEngine {
  readonly entry: EngineEntry
  readonly missing: string
  readonly fix: string
}
