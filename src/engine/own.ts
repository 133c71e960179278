import { pathToFileURL } from 'node:url'
import { InputError } from '../config/input-error.ts'
import type { Adapter, FittedModel } from './adapter.ts'
import { runProgram } from './program.ts'
import { votedModel } from './voted-model.ts'

/** An adapter whose models may leave the vote to us. */
interface OwnAdapter extends Omit<Adapter<unknown>, 'fit'> {
  fit(...given: Parameters<Adapter<unknown>['fit']>): Partial<FittedModel<unknown>>
}

/** The driver for an engine outside the installation: `own.js FILE --job JOB`, where FILE exports an adapter. */
const [file] = process.argv.splice(2, 1)
await runProgram(() => loadOwn(file))

async function loadOwn(path: string): Promise<Adapter<unknown>> {
  const exported: Partial<OwnAdapter> | undefined = (await import(pathToFileURL(path).href)).default
  if (!isAdapter(exported))
    throw new InputError({
      where: { file: path },
      found: 'exports no engine by default.',
      fix: 'Begin one with: knnbench engines new NAME --language node',
    })
  return {
    ...exported,
    fit(X_train, y_train, options) {
      const { predict, neighbors, ...model } = exported.fit(X_train, y_train, options)
      if (predict !== undefined)
        return { ...model, predict, ...(neighbors === undefined ? {} : { neighbors }) }
      if (neighbors !== undefined) return votedModel(neighbors, y_train, options.n_classes)
      throw new Error('fit gives neither predict nor neighbors')
    },
  }
}

function isAdapter(exported: Partial<OwnAdapter> | undefined): exported is OwnAdapter {
  return typeof exported?.convert === 'function' && typeof exported.fit === 'function'
}
