/**
 * Times the films most like each by what films are: top-50 neighbors of all films of an invented catalog with genres,
 * people, tags and plots, as sparse vectors of length 1. `node bench/content.js [films ...]`, after `npm run build`.
 */
import { createContext } from '../dist/context.js';
import { compress, transpose } from '../dist/dataset/rows.js';
import { Arena } from '../dist/kernels/arena.js';
import { topSimilar } from '../dist/kernels/top-similar.js';
import { filmMatrix, normalized, weighed } from '../dist/models/content/film-matrix.js';
import { placeRows } from '../dist/models/neighborhood/place-rows.js';
import { sequence } from '../dist/random.js';

/** How many features each set has, how many of them a film has, and how unevenly they are spread: a power. */
const sets = { genres: [20, 3, 2], people: [40_000, 8, 2], tags: [2000, 6, 2], plots: [20_000, 30, 2] };

function invented(name, [size, perFilm, power], films) {
  const random = sequence(1, name);
  const [row, column] = [[], []];
  const counts = new Float64Array(size);
  for (let film = 0; film < films; film++) {
    const own = new Set(Array.from({ length: perFilm }, () => Math.floor(size * random() ** power)));
    for (const feature of [...own].sort((a, b) => a - b)) {
      row.push(film);
      column.push(feature);
      counts[feature]++;
    }
  }
  const value = Float32Array.from(column, (feature) => Math.log(films / counts[feature]) + 1);
  const rows = compress({ row: Int32Array.from(row), column: Int32Array.from(column), value }, films, size);
  return {
    name,
    features: Array.from({ length: size }, (_, at) => `${name} ${at}`),
    rows: normalized(rows),
    weight: 1,
  };
}

for (const films of process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10_000, 60_000]) {
  const matrix = filmMatrix(
    Object.entries(sets).map(([name, shape]) => invented(name, shape, films)),
    films,
  );
  const rows = normalized(weighed(matrix, matrix.shares));
  const region = new Arena().region();
  const byRow = placeRows(region, rows);
  const byColumn = placeRows(region, transpose(rows, matrix.features.length));
  const context = createContext();
  const [from, used] = [performance.now(), process.cpuUsage()];
  await topSimilar(region, { byRow, byColumn, measure: 'product', shrinkage: 0 }, 50, context);
  const { user, system } = process.cpuUsage(used);
  const [seconds, cpu] = [(performance.now() - from) / 1000, (user + system) / 1e6];
  const entries = rows.indexes.length;
  console.log(
    `${films} films, ${entries} entries, top 50: ${seconds.toFixed(1)} s on ${context.threads} threads (${cpu.toFixed(1)} s of processor time)`,
  );
}
process.exit(0);
