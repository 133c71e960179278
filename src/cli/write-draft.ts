import { basename, dirname, relative } from 'node:path'
import { draftStudy } from '../compare/draft-study.ts'
import type { Source } from '../compare/source.ts'
import { InputError } from '../config/input-error.ts'
import { studyFromText } from '../config/load-study.ts'
import { printable } from '../config/printable.ts'
import { shellWord } from '../config/shell-word.ts'
import { studyFileText } from '../config/study-file-text.ts'
import type { Io } from './io.ts'
import { knownNames } from './known-names.ts'
import { tell } from './tell.ts'
import { writeStudyFile } from './write-study.ts'

/** Writes the study that would give a ledger to compare the first foreign source with; a file that is there stays. */
export function writeDraft(sources: readonly Source[], out: string, io: Io): void {
  const foreign = sources.find(({ kind }) => kind !== 'ledger')
  if (foreign === undefined)
    throw new InputError({
      found: '--draft-study writes a study for foreign results, and all of these are ledgers.',
      fix: 'A ledger is run again with: knnbench reproduce RESULTS',
    })
  const known = knownNames()
  const { text, assumed } = draftStudy(foreign, known)
  // Read as any study is: so it is checked, and nothing in it is left to default.
  const { study } = studyFromText({ file: 'draft', text }, { known, cwd: dirname(out), allow_outside: false })
  const heading = [
    `The study whose ledger would match ${foreign.name}.`,
    ...(assumed.length === 0 ? [] : ['Taken for granted, since nobody says it; correct what is otherwise:']),
    ...assumed.map((sentence) => `- ${sentence}`),
  ]
  const comment = heading.map((line) => `# ${printable(line)}\n`).join('')
  const body = studyFileText(study, (absolute) => relative(dirname(out), absolute) || basename(absolute))
  writeStudyFile(out, `${comment}\n${body}`, false)
  const shown = relative(io.cwd, out)
  tell(io, [`Study    ${shown}`, `         Run it: knnbench run ${shellWord(shown)}`])
}
