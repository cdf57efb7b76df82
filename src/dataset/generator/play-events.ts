import { sequence } from '../../random.ts';

/** A row of events.csv; `fraction` is the part of the film that was played, of a play only. */
export interface PlayEvent {
  /** Position in the person's ratings. */
  readonly at: number;
  readonly event: 'play' | 'like' | 'dislike' | 'watchlist';
  readonly fraction?: number;
  /** In seconds since 1970. */
  readonly time: number;
}

/** How long before the rating a film was begun, in seconds. */
const evening = 7200;

/**
 * What a streaming service would have seen of one person: most rated films were played there, disliked ones often not
 * to the end; some were put on the watch-list before, and some got a thumb.
 */
export function playEvents(seed: number, user: number, stars: Float32Array, times: Uint32Array): PlayEvent[] {
  const random = sequence(seed, `plays of ${user}`);
  return Array.from(stars).flatMap((star, at): PlayEvent[] => {
    const [played, listed, thumb, part] = [random() < 0.7, random() < 0.12, random(), random()];
    if (!played) return [];
    const abandoned = random() < (star <= 2 ? 0.6 : star <= 3 ? 0.2 : 0.03);
    const fraction = Math.round(100 * (abandoned ? 0.03 + 0.7 * part : 0.9 + 0.1 * part)) / 100;
    const start = times[at] - evening;
    return [
      ...(listed ? [{ at, event: 'watchlist', time: start - Math.floor(14 * 86_400 * part) } as const] : []),
      { at, event: 'play', fraction, time: start },
      ...(star >= 4.5 && thumb < 0.5 ? [{ at, event: 'like', time: times[at] } as const] : []),
      ...(star <= 1.5 && thumb < 0.4 ? [{ at, event: 'dislike', time: times[at] } as const] : []),
    ];
  });
}
