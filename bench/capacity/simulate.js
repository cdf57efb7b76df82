/**
 * From what measure.js found: what each model costs per million ratings, at which size it stops, and what a billion ratings
 * would take, where people, films and how much each person rates are those of the project's generator. Memory of a fit is what the
 * program itself reckons with before it starts; time and peak memory are a sum of terms (a constant, ratings, pairs of ratings of one person,
 * films cubed) fitted to what was measured. How well that foretells is shown by the largest size, foretold from the smaller ones.
 * Run: node bench/capacity/simulate.js FILE > tables.md
 */
import { readFileSync } from 'node:fs';
import { ratingCounts } from '../../dist/dataset/generator/activity.js';
import { resolveSizes } from '../../dist/dataset/generator/sizes.js';
import { definitionOf, modelNames } from '../../dist/index.js';
import { resolve } from '../../dist/models/contract/parameters.js';
import { arenaBytes, neededMemory } from '../../dist/models/contract/require-memory.js';
import { nonNegative } from './non-negative.js';

const lines = readFileSync(process.argv[2] ?? 'capacity.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map(JSON.parse);
const million = 1e6;
const billion = 1e9;

const audiences = new Map();
/** What the generator makes of so many ratings. */
function audience(ratings) {
  if (!audiences.has(ratings)) {
    const { users, films, minimum } = resolveSizes({ ratings });
    const counts = ratingCounts({ seed: 42, users, films, ratings, minimum });
    let pairs = 0;
    let most = 0;
    for (const count of counts) {
      pairs += count ** 2;
      most = Math.max(most, count);
    }
    const sorted = counts.slice().sort();
    audiences.set(ratings, { ratings, users, films, pairs, most, median: sorted[users >> 1] });
  }
  return audiences.get(ratings);
}

const terms = ({ ratings, pairs, films }) => [1, ratings, pairs, films ** 3];
const estimate = (weights, size) => terms(size).reduce((sum, term, at) => sum + term * weights[at], 0);
const fitted = (points, what) =>
  nonNegative(
    points.map(({ ratings }) => terms(audience(ratings))),
    points.map((point) => point[what]),
  );

/** The most ratings, in steps of a hundredth, whose fit is within the one arena that 32-bit addresses reach. */
function stopsAt(definition, parameters) {
  let low = 1e5;
  let high = 2e9;
  while (high / low > 1.01) {
    const middle = Math.round(Math.sqrt(low * high));
    const { users, films } = resolveSizes({ ratings: middle });
    if (neededMemory(definition, { users, items: films, ratings: middle }, parameters) <= arenaBytes) low = middle;
    else high = middle;
  }
  return low;
}

function describe(name) {
  const points = lines.filter(({ what, code }) => what === name && !code).sort((a, b) => a.ratings - b.ratings);
  if (points.length < 3) return undefined;
  const last = points.at(-1);
  const seconds = fitted(points, 'processor');
  const definition = definitionOf(name);
  const parameters = resolve(definition, {});
  const huge = audience(billion);
  return {
    name,
    last,
    foretold: estimate(fitted(points.slice(0, -1), 'processor'), audience(last.ratings)) / last.processor,
    perMillion: points.find(({ ratings }) => ratings === million),
    stops: stopsAt(definition, parameters),
    bytes: neededMemory(definition, { users: huge.users, items: huge.films, ratings: billion }, parameters),
    seconds: estimate(seconds, huge),
  };
}

const whole = (number) => Math.round(number).toLocaleString('en');
const gigabytes = (bytes) => `${(bytes / 1e9).toFixed(bytes < 1e10 ? 1 : 0)} GB`;
const duration = (seconds) =>
  seconds < 90
    ? `${seconds.toFixed(1)} s`
    : seconds < 5400
      ? `${Math.round(seconds / 60)} min`
      : seconds < 172_800
        ? `${Math.round(seconds / 3600)} h`
        : `${whole(seconds / 86_400)} days`;
const rounded = (ratings) => `${Math.round(ratings / million)} M`;
const table = (head, rows) => [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

const described = modelNames
  .map(describe)
  .filter(Boolean)
  .sort((a, b) => b.stops - a.stops);
console.log('## Each model, on one thread\n');
console.log(
  table(
    [
      'model',
      'time at 1 M',
      'peak memory at 1 M',
      'largest measured',
      'time',
      'peak memory',
      'foretold / measured',
      'stops at',
    ],
    described.map(({ name, perMillion, last, foretold, stops }) => [
      name,
      perMillion ? duration(perMillion.processor) : '–',
      perMillion ? gigabytes(perMillion.peak) : '–',
      rounded(last.ratings),
      duration(last.processor),
      gigabytes(last.peak),
      foretold.toFixed(2),
      rounded(stops),
    ]),
  ),
);
console.log('\n## The stages before\n');
console.log(
  table(
    ['stage', ...[1e6, 1e7].flatMap((size) => [`time at ${rounded(size)}`, `memory at ${rounded(size)}`])],
    ['generate', 'ingest', 'clean', 'features'].map((name) => [
      name,
      ...[1e6, 1e7].flatMap((size) => {
        const line = lines.find(({ what, ratings, code }) => what === name && ratings === size && !code);
        return line ? [duration(line.wall), gigabytes(line.peak)] : ['–', '–'];
      }),
    ]),
  ),
);
console.log('\n## Simulated audiences\n');
console.log(
  table(
    [
      'ratings',
      'people',
      'films',
      'median person',
      'most by one person',
      'pairs of ratings of one person',
      'as CSV',
      'lists of 100 for all',
    ],
    [1e6, 1e7, 1e8, 1e9].map((size) => {
      const { users, films, pairs, most, median } = audience(size);
      return [
        whole(size),
        whole(users),
        whole(films),
        whole(median),
        whole(most),
        pairs.toExponential(1),
        gigabytes(size * 26),
        gigabytes(users * 100 * 8),
      ];
    }),
  ),
);
console.log('\n## A billion ratings\n');
console.log(
  table(
    ['model', 'memory a fit would need', 'processor time it would take'],
    described.map(({ name, bytes, seconds }) => [name, gigabytes(bytes), duration(seconds)]),
  ),
);
