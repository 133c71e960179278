import { typescriptEngine } from './typescript-engine.ts'

export const tsBrute = typescriptEngine('brute', [])
