export { limit } from './bound'
export { coarseRows } from './coarse'
export { search } from './search'
