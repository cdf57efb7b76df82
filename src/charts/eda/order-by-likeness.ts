/**
 * An order in which what is alike stands side by side, for the rows of a heat map: a path through all that is as long in
 * likeness as simple steps can make it. Each goes where it fits best (cheapest insertion; Rosenkrantz, Stearns & Lewis
 * 1977), then stretches are turned round as long as that helps (2-opt; Croes 1958). Cubic in their number: for some
 * dozens.
 */
export function orderByLikeness(likeness: readonly (readonly number[])[]): number[] {
  const order: number[] = [];
  /** Between two that stand side by side; 0 beyond either end. */
  const between = (a: number | undefined, b: number | undefined): number =>
    a === undefined || b === undefined ? 0 : likeness[a][b];

  for (const next of likeness.keys()) {
    let best = { place: 0, gain: -Infinity };
    for (let place = 0; place <= order.length; place++) {
      const [left, right] = [order[place - 1], order[place]] as (number | undefined)[];
      const gain = between(left, next) + between(next, right) - between(left, right);
      if (gain > best.gain) best = { place, gain };
    }
    order.splice(best.place, 0, next);
  }

  for (let improved = true; improved;) {
    improved = false;
    for (let from = 0; from < order.length - 1; from++) {
      for (let to = from + 1; to < order.length; to++) {
        const [before, first, last, after] = [order[from - 1], order[from], order[to], order[to + 1]];
        const gain = between(before, last) + between(first, after) - between(before, first) - between(last, after);
        if (gain <= 1e-9) continue;
        order.splice(from, to - from + 1, ...order.slice(from, to + 1).reverse());
        improved = true;
      }
    }
  }
  return order;
}
