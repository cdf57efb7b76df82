import { arcs, motifs, type Draw } from './poster-motifs.ts';
import { palettes } from './poster-palettes.ts';

/** A placeholder where a poster would be: colors, and shapes in a sheet of 200 × 300, as SVG paths. */
export interface Poster {
  readonly ground: string;
  readonly ink: string;
  readonly shapes: readonly { readonly path: string; readonly fill: string; readonly opacity?: number }[];
  /** Where the title stands; the shapes leave that part free. */
  readonly title: 'top' | 'bottom';
  readonly lettering: 'serif' | 'plain' | 'capitals';
  /** Of the letters, in hundredths of the sheet's width: the longest word fits in a line, the title in its part. */
  readonly size: number;
}

/** Draws the same poster for the same film, always: colors by decade, a motif by genre, the rest by its id. */
export function composePoster(film: string, title: string, year: number | null, genres: readonly string[]): Poster {
  const draw = drawsOf(film);
  const [ground, ink, ...rest] = pick(palettes[paletteOf(year)], draw());
  const first = Math.floor(rest.length * draw());
  const colors = [...rest.slice(first), ...rest.slice(0, first)];
  const known = genres.filter((name) => Object.hasOwn(motifs, name));
  // Not the first alone: thousands of films are dramas first.
  const genre = known.length === 0 ? '' : pick(known, draw());
  const place = draw() < 0.7 ? 'bottom' : 'top';
  const shapes = (motifs[genre] ?? arcs)(draw).map(({ path, color, opacity }) => ({
    path: path(place === 'bottom' ? 0 : 105),
    fill: colors[color % colors.length],
    ...(opacity === undefined ? {} : { opacity }),
  }));
  const lettering = letterings[genre] ?? 'plain';
  return { ground, ink, shapes, title: place, lettering, size: sizeOf(title, lettering) };
}

/** Letters are up to 0.7 as wide as they are high, capitals wider; 86 hundredths are there for a line, three lines for the title. */
function sizeOf(title: string, lettering: Poster['lettering']): number {
  const wide = lettering === 'capitals' ? 0.84 : 0.7;
  const longest = Math.max(...title.split(/[\s-]+/).map((word) => word.length));
  const size = Math.min(14, 86 / (longest * wide), Math.sqrt((86 * 33) / (title.length * wide * 1.5)));
  return Math.round(Math.max(6.5, size) * 10) / 10;
}

/** A title without the other names in brackets behind it. */
export const posterTitle = (title: string): string => title.replace(/\s*\([^)]*\)\s*$/, '') || title;

const paletteOf = (year: number | null): string => {
  if (year === null) return 'tens';
  const decades = ['silent', 'classic', 'sixties', 'seventies', 'eighties', 'nineties', 'aughts', 'tens', 'twenties'];
  const first = [1935, 1960, 1970, 1980, 1990, 2000, 2010, 2020, Infinity].findIndex((end) => year < end);
  return decades[first];
};

const letterings: Readonly<Record<string, Poster['lettering']>> = {
  Romance: 'serif',
  Drama: 'serif',
  Mystery: 'serif',
  War: 'capitals',
  Action: 'capitals',
  'Sci-Fi': 'capitals',
  Horror: 'capitals',
  Western: 'capitals',
  Thriller: 'capitals',
  'Film-Noir': 'serif',
  Fantasy: 'serif',
};

const pick = <Choice>(choices: readonly Choice[], share: number): Choice => choices[Math.floor(share * choices.length)];

/** Numbers from 0 to 1 by the film's id: FNV-1a, then mulberry32. */
function drawsOf(film: string): Draw {
  let state = 0x811c9dc5;
  for (const letter of film) state = Math.imul(state ^ letter.codePointAt(0)!, 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
