/**
 * What each kernel is called with; assembly/<name>.ts says what it does. Arrays are given by where they start, their
 * `byteOffset`. Scratch memory comes last and is filled in by `parallel`.
 */
export interface Signatures {
  sgd(
    firstUser: number,
    lastUser: number,
    starts: number,
    items: number,
    values: number,
    userFactors: number,
    itemFactors: number,
    userOffsets: number,
    itemOffsets: number,
    factors: number,
    stride: number,
    mean: number,
    rate: number,
    regularization: number,
  ): void;
  adagrad(
    firstUser: number,
    lastUser: number,
    starts: number,
    items: number,
    values: number,
    userFactors: number,
    itemFactors: number,
    userOffsets: number,
    itemOffsets: number,
    userSums: number,
    itemSums: number,
    factors: number,
    stride: number,
    mean: number,
    rate: number,
    regularization: number,
  ): void;
  products(
    users: number,
    userCount: number,
    items: number,
    firstItem: number,
    lastItem: number,
    width: number,
    scores: number,
    rowLength: number,
  ): void;
  topProducts(
    firstUser: number,
    lastUser: number,
    users: number,
    items: number,
    itemCount: number,
    width: number,
    out: number,
    seenStarts: number,
    seen: number,
    size: number,
    topScores: number,
    topItems: number,
    scratch?: number,
  ): void;
}
