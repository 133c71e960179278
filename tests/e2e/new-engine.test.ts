import { LANGUAGES } from '../../src/runner/new-engine.ts'
import { proveNewEngines } from './prove-new-engines.ts'

// Compiling a Rust driver takes minutes: tests/full/new-engine.test.ts.
proveNewEngines(LANGUAGES.filter((language) => language !== 'rust'))
