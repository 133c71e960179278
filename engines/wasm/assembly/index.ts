export { limit, limitFrom } from './bound'
export { coarseRows } from './coarse'
export { search } from './search'
