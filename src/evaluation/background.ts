import type { Background } from '../metrics/metric.ts';
import type { Seen } from '../models/contract/model.ts';

/** What metrics of lists go by, from what a model was fitted on and the genres of the films. */
export function backgroundOf({ counts, histories }: Seen, genres: readonly (readonly string[])[] = []): Background {
  let people = 0;
  for (let user = 0; user + 1 < histories.starts.length; user++) {
    if (histories.starts[user] < histories.starts[user + 1]) people++;
  }
  const numbers = new Map<string, number>();
  const numbered = Array.from(counts, (_, item) =>
    (genres[item] ?? []).map((name) => {
      if (!numbers.has(name)) numbers.set(name, numbers.size);
      return numbers.get(name)!;
    }),
  );
  return {
    counts,
    people,
    byPopularity: Uint32Array.from(counts.keys()).sort((a, b) => counts[b] - counts[a] || a - b),
    genres: numbered,
    genreCount: numbers.size,
  };
}
