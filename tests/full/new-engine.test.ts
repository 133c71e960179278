import { proveNewEngines } from '../e2e/prove-new-engines.ts'

proveNewEngines(['rust'])
