/** What a column would like: as wide as its longest text, and not narrower than its longest word. */
export interface Wish {
  readonly most: number;
  readonly least: number;
}

/**
 * Widths of a table's columns that fit into `room`: as wide as they wish where there is room for all. Else narrow ones
 * keep their width and the wide ones share what is left, none less than its longest word, unless there is no room even
 * for these.
 */
export function columnWidths(wishes: readonly Wish[], room: number): number[] {
  const widths = wishes.map(({ most }) => most);
  const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
  if (total(widths) <= room) return widths;
  const least = total(wishes.map((wish) => wish.least));
  if (least > room) return wishes.map((wish) => (wish.least * room) / least);

  // From the narrowest on, each takes what it wishes while that is no more than its share.
  const order = wishes.map((_, at) => at).sort((a, b) => wishes[a].most - wishes[b].most);
  let left = room;
  let open = order;
  for (const at of order) {
    const others = open.filter((other) => other !== at);
    const isFair = wishes[at].most <= left / open.length;
    if (!isFair || total(others.map((other) => wishes[other].least)) > left - wishes[at].most) break;
    left -= wishes[at].most;
    open = others;
  }
  const base = total(open.map((at) => wishes[at].least));
  const wanted = total(open.map((at) => wishes[at].most - wishes[at].least));
  for (const at of open) {
    const { least: own, most } = wishes[at];
    widths[at] = own + ((left - base) * (most - own)) / wanted;
  }
  return widths;
}
