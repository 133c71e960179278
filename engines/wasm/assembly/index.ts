export { limit, limitFrom } from './bound'
export { coarseRows } from './coarse'
export { prepare, search, sortByLeaf } from './search'
