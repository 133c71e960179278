import { typescriptEngine } from './typescript-engine.ts'

export const tsKdtree = typescriptEngine('kd_tree', ['leaf_size'])
