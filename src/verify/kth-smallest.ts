/**
 * The k-th smallest (k from 1) of `values`, which has at least k elements and no NaN, in O(n + k log k log n)
 * for values in random order: a max-heap in `heap` (length ≥ k, overwritten) holds the k smallest seen so
 * far.
 */
export function kthSmallest(values: Float64Array, k: number, heap: Float64Array): number {
  for (let i = 0; i < k; i++) heap[i] = values[i]
  for (let i = (k >> 1) - 1; i >= 0; i--) sink(heap, i, k)
  for (let i = k; i < values.length; i++) {
    if (values[i] >= heap[0]) continue
    heap[0] = values[i]
    sink(heap, 0, k)
  }
  return heap[0]
}

function sink(heap: Float64Array, start: number, size: number): void {
  const moving = heap[start]
  let hole = start
  for (;;) {
    let child = 2 * hole + 1
    if (child >= size) break
    if (child + 1 < size && heap[child + 1] > heap[child]) child++
    if (heap[child] <= moving) break
    heap[hole] = heap[child]
    hole = child
  }
  heap[hole] = moving
}
