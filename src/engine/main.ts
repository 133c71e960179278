import { loadAdapter } from './adapters/index.ts'
import { runProgram } from './program.ts'

await runProgram(loadAdapter)
