export { coarseRows } from './coarse'
export { search } from './search'
