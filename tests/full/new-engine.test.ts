import { LANGUAGES } from '../../src/runner/new-engine.ts'
import { proveNewEngines } from '../e2e/prove-new-engines.ts'

proveNewEngines(LANGUAGES.filter((language) => language !== 'node'))
