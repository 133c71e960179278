import { typescriptEngine } from './typescript-engine.ts'

export const tsBalltree = typescriptEngine('ball_tree', ['leaf_size'])
