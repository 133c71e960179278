import { proveNewEngines } from './prove-new-engines.ts'

// The other languages need a setup or a compiler, and seconds to minutes: tests/full/new-engine.test.ts.
proveNewEngines(['node'])
