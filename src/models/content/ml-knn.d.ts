/** What is used of the package ml-knn, which comes without types. */
declare module 'ml-knn' {
  type Distance = (a: ArrayLike<number>, b: ArrayLike<number>) => number;

  export default class KNN {
    constructor(
      dataset: readonly (readonly number[])[],
      labels: readonly number[],
      options?: { k?: number; distance?: Distance },
    );
    readonly kdTree: {
      /** Points with their label behind them, and their distances, in no order. */
      nearest(point: readonly number[], count: number): [point: number[], distance: number][];
    };
    predict(dataset: readonly (readonly number[])[]): number[];
  }
}
