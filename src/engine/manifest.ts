import { z } from 'zod'
import { InputError, type InputProblem } from '../config/input-error.ts'
import { keyPosition, type Located, plainValue, valuePosition } from '../config/located-tree.ts'
import { readYaml } from '../config/located-yaml.ts'
import { NAME, PACKAGE } from '../config/name.ts'
import { choice, list, mapping } from '../config/schema-blocks.ts'
import { schemaFindings } from '../config/schema-findings.ts'

/** Every schema's error text is what is allowed there, as in the study file. */
const NAME_RULE = 'a name of at most 64 characters: a-z, 0-9, ".", "_", "-", a letter or digit first'
const PACKAGE_RULE = 'the name of an npm package or a Python distribution'
const TEXT_RULE = 'text that is not empty'
const WORD_RULE = 'text that is not empty, without NUL'

const name = z.string({ error: NAME_RULE }).regex(NAME, { error: NAME_RULE })
const packageName = z.string({ error: PACKAGE_RULE }).regex(PACKAGE, { error: PACKAGE_RULE })
const text = z.string({ error: TEXT_RULE }).min(1, { error: TEXT_RULE })
const word = z
  .string({ error: WORD_RULE })
  .min(1, { error: WORD_RULE })
  .refine((one) => !one.includes('\0'), { error: WORD_RULE })
const THREADS_RULE = 'a positive integer, any'
const flag = z.boolean({ error: 'true, false' })

const capabilitiesSchema = mapping({
  metrics: list(text).describe(
    'Distance metrics, by the names of the study file; minkowski stands for minkowski(p) of every p.',
  ),
  weights: list(choice(['uniform', 'distance'])).describe('Vote weights.'),
  tasks: list(choice(['classification', 'regression'])).describe('What it predicts.'),
  dtype: choice(['float64', 'float32']).describe('Of the distances it compares.'),
  form: choice(['difference', 'norm']).describe(
    'The loosest form of its distances: Σ(x−q)², or ‖x‖²−2xq+‖q‖².',
  ),
  threads: z
    .union([z.int({ error: THREADS_RULE }).positive({ error: THREADS_RULE }), z.literal('any')], {
      error: THREADS_RULE,
    })
    .describe('The most threads it can use.'),
  exact: flag.describe('Whether it finds the true nearest neighbors.'),
  neighbors: flag.describe('Whether it tells neighbors and distances, or labels only.'),
  probabilities: flag.describe('Whether it tells class probabilities.'),
  sweep: flag
    .default(false)
    .describe(
      'Whether it answers all n_neighbors and weights of a metric from one search, to the same bits.',
    ),
})

/** One engine: what it is, how it is started, what it can do. */
export const manifestSchema = mapping({
  name: name.describe('The engine, as studies name it: <library>-<algorithm>.'),
  ecosystem: choice(['npm', 'python', 'rust', 'go', 'c', 'c++', 'java', 'julia', 'r', 'other']).describe(
    'Where its users get it.',
  ),
  library: text.describe('The library behind it.'),
  description: text.describe('One sentence for lists.'),
  command: list(word).describe(
    'Words of the command. `node` is the running Node executable, `{python}` the interpreter of `setup`, `{program}` the program that `setup` built, `{setup}` the folder of npm packages that `setup` filled, `{dist}` the folder of the built tool, `{engines}` that of its engines; words that begin with ./ are relative to the manifest. Of the caller’s environment only PATH, HOME, LANG, LC_* and XDG_* are passed on, and TMPDIR is a folder that goes with the process; [env, NAME=value, …] sets others.',
  ),
  setup: name
    .optional()
    .describe('The setup that installs it; absent where nothing beside the tool is needed.'),
  package: packageName.optional().describe('npm package or Python distribution whose version is reported.'),
  fit_depends_on: z
    .array(text, { error: 'a list' })
    .default([])
    .describe('Parameters that need another fit beside metric: n_neighbors, weights.'),
  params: z
    .array(text, { error: 'a list' })
    .optional()
    .describe('Parameters that a study may give it; absent where they are not known, and then not checked.'),
  vote: choice(['smallest-label', 'first-to-reach'])
    .default('smallest-label')
    .describe('How ties of the vote are decided.'),
  capabilities: capabilitiesSchema.describe('Everything else a study asks is an unsupported cell.'),
})
export type Manifest = z.output<typeof manifestSchema>

/** The manifest in a YAML text; throws one `InputError` with all problems, each with `file:line:column`. */
export function parseManifest(source: { readonly file: string; readonly text: string }): Manifest {
  const { root, problems } = readYaml(
    source,
    'name, ecosystem, library, description, command and capabilities',
  )
  const checked = manifestSchema.safeParse(plainValue(root))
  const all = [
    ...problems,
    ...schemaFindings(root, checked.error?.issues ?? []).map((found) => placed(root, found)),
  ]
  if (!checked.success || all.length > 0) throw new InputError(all)
  return checked.data
}

function placed(
  root: Located,
  { path, at, found, fix }: ReturnType<typeof schemaFindings>[number],
): InputProblem {
  return { where: at === 'key' ? keyPosition(root, path) : valuePosition(root, path), found, fix }
}
