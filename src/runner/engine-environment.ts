/**
 * What an engine gets of the variables of whoever runs the tool: where to find programs and files, and the
 * language. Everything else could change what is measured without a trace in the ledger: NODE_OPTIONS, PYTHON*,
 * LD_PRELOAD, MALLOC_*, the thread pools. An engine that needs another variable sets it in its manifest, which is
 * part of its build: `command: [env, NAME=value, ./program]`.
 */
const ALLOWED = new Set(['PATH', 'HOME', 'LANG', 'LANGUAGE'])
const ALLOWED_PREFIXES = ['LC_', 'XDG_']

/** The whole environment of an engine process: what may come from outside, what the host sets, and its mark. */
export function engineEnvironment(
  own: Readonly<Record<string, string>>,
  mark: Readonly<Record<string, string>>,
): Record<string, string | undefined> {
  const passed = Object.entries(process.env).filter(([name]) => isAllowed(name))
  return { ...Object.fromEntries(passed), ...own, ...mark }
}

function isAllowed(name: string): boolean {
  return ALLOWED.has(name) || ALLOWED_PREFIXES.some((prefix) => name.startsWith(prefix))
}
