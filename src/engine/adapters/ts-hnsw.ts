import { typescriptEngine } from './typescript-engine.ts'

export const tsHnsw = typescriptEngine('hnsw', ['M', 'ef_construction', 'ef_search', 'seed'])
