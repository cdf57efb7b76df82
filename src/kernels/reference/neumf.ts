/** A NeuMF as the kernels have it; see assembly/tower.ts for how `shape` and `tower` are laid out. */
export interface Neumf {
  readonly shape: ArrayLike<number>;
  readonly tower: ArrayLike<number>;
}

/** The logits of one user and one item, and the gradients by their vectors. */
export interface NeumfGradients {
  readonly ofTower: number;
  readonly ofProducts: number;
  readonly byUser: Float64Array;
  readonly byItem: Float64Array;
}

/**
 * NeuMF's two logits, wᵀz + b over the tower and hᵀ(p ⊙ q) + b over the products (He et al. 2017, formulas 8 to 12),
 * and the gradients of a loss that changes by `errors` with each of them, which are given the logits; the one by the
 * tower's numbers is added to `byTower`, if it is wanted. In float64 and straight from the formulas, by the chain rule
 * from the top down.
 */
export function neumf(
  { shape, tower }: Neumf,
  user: ArrayLike<number>,
  item: ArrayLike<number>,
  errors: (ofTower: number, ofProducts: number) => readonly [number, number],
  byTower?: Float64Array,
): NeumfGradients {
  const layers = shape[0];
  const half = shape[1] / 2;
  const factors = user.length - half;
  const activations = [Float64Array.from({ length: 2 * half }, (_, at) => (at < half ? user[at] : item[at - half]))];
  const starts: number[] = [];
  let at = 0;
  for (let layer = 1; layer <= layers; layer++) {
    const [below, width] = [activations[layer - 1], shape[layer + 1]];
    starts.push(at);
    const own = Float64Array.from({ length: width }, (_, to) => tower[at + below.length * width + to]);
    for (let from = 0; from < below.length; from++) {
      if (below[from] === 0) continue;
      for (let to = 0; to < width; to++) own[to] += below[from] * tower[at + from * width + to];
    }
    activations.push(own.map((sum) => Math.max(0, sum)));
    at += (below.length + 1) * width;
  }
  const top = activations[layers];
  const products = at + top.length;
  const biases = products + factors;
  let [ofTower, ofProducts] = [tower[biases], tower[biases + 1]];
  for (let z = 0; z < top.length; z++) ofTower += tower[at + z] * top[z];
  for (let f = 0; f < factors; f++) ofProducts += tower[products + f] * user[half + f] * item[half + f];

  const [byUser, byItem] = [new Float64Array(user.length), new Float64Array(user.length)];
  const [towerError, productsError] = errors(ofTower, ofProducts);
  for (let f = 0; f < factors; f++) {
    const [h, p, q] = [tower[products + f], user[half + f], item[half + f]];
    byItem[half + f] = productsError * h * p;
    if (f === factors - 1) continue; // the item's offset, which everyone has as it is
    if (byTower) byTower[products + f] += productsError * p * q;
    byUser[half + f] = productsError * h * q;
  }
  let error = top.map((_, z) => towerError * tower[at + z]);
  if (byTower) {
    top.forEach((value, z) => (byTower[at + z] += towerError * value));
    byTower[biases] += towerError;
    byTower[biases + 1] += productsError;
  }
  for (let layer = layers; layer >= 1; layer--) {
    const [own, below, start] = [activations[layer], activations[layer - 1], starts[layer - 1]];
    const ofBelow = new Float64Array(below.length);
    for (let to = 0; to < own.length; to++) {
      if (own[to] === 0) continue;
      if (byTower) {
        byTower[start + below.length * own.length + to] += error[to];
        for (let from = 0; from < below.length; from++) {
          byTower[start + from * own.length + to] += below[from] * error[to];
        }
      }
      for (let from = 0; from < below.length; from++) {
        ofBelow[from] += tower[start + from * own.length + to] * error[to];
      }
    }
    error = ofBelow;
  }
  byUser.set(error.subarray(0, half));
  byItem.set(error.subarray(half));
  return { ofTower, ofProducts, byUser, byItem };
}
