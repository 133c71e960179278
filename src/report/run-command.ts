/** The command that goes on with a study, as the user names it: `knnbench run quick --rounds 20`. */
export function runCommand(study: string, ...flags: readonly string[]): string {
  return ['knnbench run', study, ...flags].join(' ')
}
