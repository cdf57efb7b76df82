export type Draw = () => number;
export interface Shape {
  /** Set off downward by so much. */
  readonly path: (down: number) => string;
  readonly color: number;
  readonly opacity?: number;
}

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
export const arcs = (draw: Draw): Shape[] => {
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

export const motifs: Readonly<Record<string, (draw: Draw) => Shape[]>> = {
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
