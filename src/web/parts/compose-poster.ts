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

type Palette = readonly [ground: string, ink: string, ...shapes: string[]];
type Draw = () => number;
interface Shape {
  /** Set off downward by so much. */
  readonly path: (down: number) => string;
  readonly color: number;
  readonly opacity?: number;
}

/** Ink on ground has a contrast of at least 4.5; the motif uses the rest. */
export const palettes: Readonly<Record<string, readonly Palette[]>> = {
  silent: [
    ['#EDE4D3', '#2B2419', '#8C7A5B', '#C9B48A', '#4A4030'],
    ['#26221C', '#EFE6D5', '#A08A63', '#6B5B41', '#D9C49A'],
    ['#E3DED4', '#27272A', '#6F6A60', '#A8A296', '#3A3833'],
  ],
  classic: [
    ['#20242B', '#F1ECE0', '#C8553D', '#7F8C8D', '#E8D5B0'],
    ['#F2E8D0', '#231F20', '#B23A30', '#2F5D62', '#D9A441'],
    ['#1F3A3D', '#F4EBD6', '#DDA15E', '#5E8C85', '#BC4B32'],
  ],
  sixties: [
    ['#F4E3C1', '#2A1E17', '#E4572E', '#17777B', '#F2A541'],
    ['#0F4C55', '#FBEFD5', '#F2A541', '#E4572E', '#7FB7A8'],
    ['#C8421F', '#FFF4E0', '#F6BD60', '#84281A', '#F7E1B5'],
  ],
  seventies: [
    ['#3E2A1E', '#F7E7C6', '#D98324', '#A63D1F', '#E9B44C'],
    ['#E9C46A', '#2B1D12', '#BC5A1E', '#7A4419', '#5B6B3A'],
    ['#5B3A1E', '#FBEBD0', '#C9A227', '#D1603D', '#8A9A5B'],
    ['#2F3E2C', '#F3EBD3', '#A3A847', '#D98E32', '#5D6F45'],
    ['#F3E3C3', '#33200F', '#B5451F', '#4F7461', '#D99A2B'],
  ],
  eighties: [
    ['#1B1036', '#F8EBFF', '#FF4F9A', '#30C5D2', '#7A3FF2'],
    ['#0B1D3A', '#E9F7FF', '#F72585', '#4CC9F0', '#7209B7'],
    ['#2A0B3C', '#FFEFE6', '#FF7A3D', '#B5179E', '#FFC15E'],
    ['#102A2E', '#EAFBF7', '#2EC4B6', '#FF6B6B', '#155E63'],
    ['#F4E9DC', '#2A1030', '#D7267E', '#2D8BBA', '#F2A03D'],
  ],
  nineties: [
    ['#12312B', '#EAF4EC', '#3E8E75', '#D8B45A', '#1F5A4C'],
    ['#16233B', '#EDF1F7', '#4A7BA6', '#B98B4E', '#2B456B'],
    ['#3A1420', '#F9EDE8', '#A63A50', '#D9A28B', '#6B2338'],
    ['#EFE6D8', '#1E2524', '#2F6F62', '#C2573A', '#D8B45A'],
    ['#2B2140', '#F3ECF7', '#8F6BB0', '#D9A05B', '#4F3B73'],
    ['#C9D3CF', '#16233B', '#2B5B84', '#B5523B', '#7F9A94'],
    ['#41301F', '#F6ECDD', '#C07C3E', '#6F8F7A', '#E0B973'],
  ],
  aughts: [
    ['#0E2A3F', '#F2F6F8', '#E07A2B', '#2E7DA1', '#7FB2C6'],
    ['#22262B', '#F4F2EE', '#D96C3F', '#6C7A86', '#3C4854'],
    ['#DCE3E3', '#152028', '#2E6F8E', '#D9703B', '#8AA3AB'],
    ['#0F3B3A', '#EEF6F2', '#35978F', '#E0A458', '#1B5E5A'],
    ['#EDE6DA', '#1C1F26', '#B5452F', '#3A5A78', '#D9A441'],
    ['#391B24', '#F8EEEA', '#C0504D', '#E3A76F', '#6E3241'],
    ['#1A1F3A', '#EEF0FA', '#6C7BD1', '#E38B75', '#353D73'],
  ],
  tens: [
    ['#EFE7E1', '#262330', '#D98E73', '#6D7FA3', '#C6B7C9'],
    ['#1E2A38', '#F1EEE8', '#C98B6B', '#5C7C8A', '#9DB4B0'],
    ['#2E2438', '#F6EDF0', '#B8627D', '#7D6A9A', '#E3B5A4'],
    ['#10302F', '#EDF5F1', '#4FA095', '#E9B872', '#20524F'],
    ['#F2E3D5', '#2A1F1A', '#C8553D', '#588B8B', '#E8B98A'],
    ['#23252E', '#F3F0EA', '#E4B363', '#EF6461', '#4B5267'],
  ],
  twenties: [
    ['#12233A', '#EFF5FB', '#5FA8D3', '#F4A261', '#2C4A6E'],
    ['#F1E9DC', '#1F2937', '#E76F51', '#2A9D8F', '#E9C46A'],
    ['#23302B', '#EFF4EC', '#8AB17D', '#E9A23B', '#4D6B5D'],
    ['#2B1B2F', '#F7EEF6', '#C06C9B', '#F2B880', '#563A5E'],
  ],
};

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

const circle = (x: number, y: number, radius: number, color: number, opacity?: number): Shape => ({
  path: (down) =>
    `M${f(x - radius)} ${f(y + down)}a${f(radius)} ${f(radius)} 0 1 0 ${f(2 * radius)} 0a${f(radius)} ${f(radius)} 0 1 0 ${f(-2 * radius)} 0z`,
  color,
  ...(opacity === undefined ? {} : { opacity }),
});
const polygon = (points: readonly (readonly [number, number])[], color: number, opacity?: number): Shape => ({
  path: (down) => `M${points.map(([x, y]) => `${f(x)} ${f(y + down)}`).join('L')}z`,
  color,
  ...(opacity === undefined ? {} : { opacity }),
});
/** A ring of two circles, which shows what is behind it. */
const ring = (x: number, y: number, radius: number, width: number, color: number, opacity?: number): Shape => {
  const [outer, inner] = [circle(x, y, radius, color), circle(x, y, radius - width, color)];
  // The inner circle the other way round, so that it is a hole by either rule of filling.
  const hole = (down: number) => inner.path(down).replaceAll(' 0 1 0 ', ' 0 1 1 ');
  return { path: (down) => outer.path(down) + hole(down), color, ...(opacity === undefined ? {} : { opacity }) };
};
const f = (length: number): string => String(Math.round(length * 10) / 10);
const count = (length: number) => Array.from({ length }, (_, index) => index);

/** Motifs fill a sheet of 200 × 195. */
const arcs = (draw: Draw): Shape[] => {
  const [x, y] = [40 + 120 * draw(), 60 + 70 * draw()];
  return [circle(x, y, 62, 0), ring(x, y, 84, 8, 1), ring(200 - x, y + 20, 52, 22, 2, 0.85)];
};
const sun = (draw: Draw): Shape[] => {
  const [x, horizon] = [50 + 100 * draw(), 105 + 25 * draw()];
  return [
    circle(x, horizon - 22, 46, 0),
    ...count(4).map((line) =>
      polygon(
        [
          [0, horizon + line * 18],
          [200, horizon + line * 18 + 6 * (draw() - 0.5)],
          [200, horizon + line * 18 + 8],
          [0, horizon + line * 18 + 8],
        ],
        1,
        0.9 - line * 0.2,
      ),
    ),
  ];
};
const bands = (draw: Draw): Shape[] => {
  const [lean, from] = [30 + 80 * draw(), -20 + 40 * draw()];
  return count(4).map((band) => {
    const [x, width] = [from + band * 52, 16 + 20 * draw()];
    return polygon(
      [
        [x + lean, 0],
        [x + lean + width, 0],
        [x + width - lean, 190],
        [x - lean, 190],
      ],
      band,
    );
  });
};
const orbits = (draw: Draw): Shape[] => {
  const [x, y] = [60 + 80 * draw(), 75 + 40 * draw()];
  const angle = 2 * Math.PI * draw();
  return [
    circle(x, y, 26, 0),
    ...count(3).map((orbit) => ring(x, y, 48 + orbit * 24, 2.5, 1, 1 - orbit * 0.2)),
    circle(x + 72 * Math.cos(angle), y + 72 * Math.sin(angle), 8, 2),
    ...count(14).map(() => circle(200 * draw(), 190 * draw(), 0.8 + 1.2 * draw(), 2, 0.8)),
  ];
};
const teeth = (draw: Draw): Shape[] => {
  const row = (height: number, color: number, opacity: number) => {
    const width = 200 / (5 + Math.floor(5 * draw()));
    const points: [number, number][] = [[0, 0]];
    for (let x = 0; x < 200; x += width) points.push([x + width / 2, height * (0.6 + 0.4 * draw())], [x + width, 10]);
    return polygon([...points, [200, 0]], color, opacity);
  };
  return [row(185, 2, 0.7), row(135, 1, 0.85), row(80, 0, 1)];
};
const confetti = (draw: Draw): Shape[] =>
  count(5).flatMap((column) =>
    count(5).map((row) => circle(20 + column * 40, 20 + row * 38, 5 + 12 * draw(), Math.floor(3 * draw()))),
  );
const hearts = (draw: Draw): Shape[] => {
  const [gap, y] = [22 + 26 * draw(), 80 + 35 * draw()];
  return [circle(100 - gap, y, 58, 0, 0.92), circle(100 + gap, y, 58, 1, 0.78)];
};
const balloons = (draw: Draw): Shape[] =>
  count(6).map((ball) => circle(20 + 160 * draw(), 20 + 150 * draw(), 18 + 34 * draw(), ball, 0.9));
const blinds = (draw: Draw): Shape[] => {
  const [x, lean] = [30 + 60 * draw(), 18 * draw() - 9];
  return [
    ...count(9).map((slat) =>
      polygon(
        [
          [x, 12 + slat * 20],
          [x + 110, 12 + slat * 20 + lean],
          [x + 110, 22 + slat * 20 + lean],
          [x, 22 + slat * 20],
        ],
        slat === 4 ? 0 : 1,
        slat === 4 ? 1 : 0.75,
      ),
    ),
  ];
};
const peaks = (draw: Draw): Shape[] => [
  circle(40 + 120 * draw(), 45 + 20 * draw(), 22, 2),
  ...count(3).map((range) => {
    const base = 80 + range * 32;
    const points = count(6).map((step): [number, number] => [
      step * 40,
      base + (step % 2 === range % 2 ? 34 : -10) * (0.5 + draw()),
    ]);
    return polygon([[0, 195], ...points, [200, 195]], range, 0.95);
  }),
];
const grid = (draw: Draw): Shape[] =>
  count(4).flatMap((column) =>
    count(4).map((row) => {
      const [x, y, size] = [16 + column * 43, 14 + row * 43, 36];
      return polygon(
        [
          [x, y],
          [x + size, y],
          [x + size, y + size],
          [x, y + size],
        ],
        Math.floor(3 * draw()),
        0.35 + 0.6 * draw(),
      );
    }),
  );
const waves = (draw: Draw): Shape[] =>
  count(5).map((line) => {
    const [y, lift] = [35 + line * 32, 14 + 18 * draw()];
    const path = (down: number) =>
      `M0 ${f(y + down)}q25 ${f(-lift)} 50 0t50 0t50 0t50 0v12q-25 ${f(lift)} -50 0t-50 0t-50 0t-50 0z`;
    return { path, color: line, opacity: 0.9 };
  });

const motifs: Readonly<Record<string, (draw: Draw) => Shape[]>> = {
  Animation: balloons,
  Children: balloons,
  'Film-Noir': blinds,
  Horror: teeth,
  Western: sun,
  'Sci-Fi': orbits,
  Documentary: grid,
  Musical: waves,
  Music: waves,
  Fantasy: peaks,
  Adventure: peaks,
  War: bands,
  Mystery: blinds,
  Romance: hearts,
  Comedy: confetti,
  Action: bands,
  Crime: blinds,
  Thriller: bands,
  Drama: sun,
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
