/** The places of the highest keys, the highest first and equal ones by place: those from one rank to before another. */
export function highest(keys: Float64Array, from: number, to: number): number[] {
  if (from >= keys.length) return [];
  const limit = keys.toSorted()[Math.max(0, keys.length - to)];
  const places: number[] = [];
  for (let place = 0; place < keys.length; place++) if (keys[place] >= limit) places.push(place);
  return places.sort((a, b) => keys[b] - keys[a] || a - b).slice(from, to);
}
