import { readyEngines } from '../engine/asked-engine.ts'
import { proveDeclarations } from '../engine/prove-declarations.ts'

proveDeclarations(readyEngines())
