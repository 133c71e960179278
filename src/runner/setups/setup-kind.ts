/** A setup that is complete, made from today's files. */
export interface ReadySetup {
  /** What `{python}`, `{program}` or `{setup}` stands for: the interpreter, the program built, the folder of packages. */
  readonly program: string
  /** As the engines tell it in `hello`: `CPython 3.11.2`, `rustc 1.95.0`. */
  readonly runtime: string
  /** Versions by name. */
  readonly packages: Readonly<Record<string, string>>
  /** sha256 over all it was made from and with; part of every content key. */
  readonly build: string
}

export interface SetupOptions {
  /** For whose instructions a program is compiled; this machine's if it is not given. */
  readonly target_cpu?: string | undefined
}

/** What a setup needs of the machine and does not find. */
export interface MissingTool {
  readonly found: string
  readonly fix: string
}

/** One way to get what engines need beside npm. `folder` is the setup's own in the cache. */
export interface SetupKind {
  /** Files that fix what is installed. */
  readonly sources: readonly string[]
  readonly takesTargetCpu: boolean
  find(folder: string): ReadySetup | undefined
  /** Whether what is there is what would be made now; asked only before it would be made again. */
  isCurrent(folder: string, options: SetupOptions): boolean
  /** Undefined where all is there; looks only at the path, so that lists may ask. */
  missingTool(): MissingTool | undefined
  /** Makes the folder whole, or leaves none that `find` would find; `report` gets each line of progress. */
  install(folder: string, options: SetupOptions, report: (line: string) => void): Promise<void>
}
