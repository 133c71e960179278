/** What the driver uses of ml-knn 3.0.0, which ships no types. */
declare module 'ml-knn' {
  export default class KNN {
    constructor(
      dataset: readonly (readonly number[])[],
      labels: readonly number[],
      options?: { k?: number; distance?: (a: ArrayLike<number>, b: ArrayLike<number>) => number },
    )
    predict(dataset: readonly (readonly number[])[]): number[]
  }
}
