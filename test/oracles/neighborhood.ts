import type { Ratings } from '../../src/dataset/ratings.ts';

/** How the formulas of Surprise's KNNBasic, KNNWithMeans, KNNWithZScore and KNNBaseline are to be applied. */
export interface Rules {
  readonly side: 'user' | 'item';
  readonly form: string;
  readonly similarity: string;
  readonly neighbors: number;
  readonly minimumNeighbors: number;
  readonly shrinkage: number;
  readonly prior: number;
  readonly userDamping: number;
  readonly itemDamping: number;
  readonly sweeps: number;
}

/**
 * A neighborhood model with nothing in its way: dense tables, every pair of rows on its own, all in float64. Gives the
 * prediction for every person and film, NaN where too few neighbors rated it.
 */
export function neighborhood(ratings: Ratings, rules: Rules): number[][] {
  const byPerson = tableOf(ratings);
  const predictions = rules.side === 'user' ? predict(byPerson, rules) : flip(predict(flip(byPerson), rules));
  return predictions;

  function predict(table: number[][], { form, similarity, neighbors, minimumNeighbors, shrinkage, prior }: Rules) {
    const all = table.flat().filter(isThere);
    const columns = flip(table);
    const baseline = rules.side === 'user' ? offsets(byPerson, rules) : flip(offsets(byPerson, rules));
    const level = (row: number, column: number): number => {
      if (form === 'basic') return mean(all);
      return form === 'baseline' ? baseline[row][column] : mean(table[row].filter(isThere));
    };
    const spread = (row: number): number =>
      form === 'z-score' ? deviation(table[row].filter(isThere)) || deviation(all) : 1;
    const compared = table.map((values, row) =>
      values.map((value, column) => {
        if (similarity === 'pearson-baseline') return value - baseline[row][column];
        return similarity === 'adjusted-cosine' ? value - mean(columns[column].filter(isThere)) : value;
      }),
    );
    const alike = compared.map((a, row) =>
      compared.map((b, other) => (row === other ? 0 : likeness(a, b, similarity, shrinkage))),
    );
    return table.map((values, row) =>
      values.map((_, column) => {
        const nearest = alike[row]
          .map((weight, other) => ({ weight, other }))
          .filter(({ weight, other }) => weight > 1e-7 && isThere(table[other][column]))
          .sort((a, b) => (Math.abs(a.weight - b.weight) < 1e-6 ? a.other - b.other : b.weight - a.weight))
          .slice(0, neighbors);
        if (nearest.length < minimumNeighbors) return NaN;
        const distance = (other: number): number => (table[other][column] - level(other, column)) / spread(other);
        const total = sum(nearest.map(({ weight }) => weight)) + prior;
        const average = sum(nearest.map(({ weight, other }) => weight * distance(other))) / total;
        return level(row, column) + spread(row) * average;
      }),
    );
  }
}

function likeness(a: number[], b: number[], similarity: string, shrinkage: number): number {
  const common = [...a.keys()].filter((at) => isThere(a[at]) && isThere(b[at]));
  const n = common.length;
  if (n === 0) return 0;
  const [x, y] = [common.map((at) => a[at]), common.map((at) => b[at])];
  const shrunk = n / (n + shrinkage);
  switch (similarity) {
    case 'pearson':
      return (
        cosine(
          x.map((value) => value - mean(x)),
          y.map((value) => value - mean(y)),
        ) * shrunk
      );
    case 'pearson-baseline':
      return n < 2 ? 0 : (cosine(x, y) * (n - 1)) / (n - 1 + shrinkage);
    case 'msd':
      return shrunk / (mean(x.map((value, at) => (value - y[at]) ** 2)) + 1);
    case 'jaccard':
      return (shrunk * n) / (a.filter(isThere).length + b.filter(isThere).length - n);
    default:
      return cosine(x, y) * shrunk;
  }
}

function cosine(x: number[], y: number[]): number {
  const squares = sum(x.map((value) => value ** 2)) * sum(y.map((value) => value ** 2));
  return squares < 1e-9 ? 0 : sum(x.map((value, at) => value * y[at])) / Math.sqrt(squares);
}

/** μ + bᵤ + bᵢ for every person and film, the offsets fitted in turn. */
function offsets(table: number[][], { userDamping, itemDamping, sweeps }: Rules): number[][] {
  const overall = mean(table.flat().filter(isThere));
  let ofItems = table[0].map(() => 0);
  const ofUsers = (): number[] =>
    table.map((values) => {
      const left = values.map((value, item) => value - overall - ofItems[item]).filter(isThere);
      return sum(left) / (left.length + userDamping || 1);
    });
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const users = ofUsers();
    ofItems = flip(table).map((values) => {
      const left = values.map((value, user) => value - overall - users[user]).filter(isThere);
      return sum(left) / (left.length + itemDamping || 1);
    });
  }
  return ofUsers().map((user) => ofItems.map((item) => overall + user + item));
}

function tableOf({ users, items, columns: { user, item, value } }: Ratings): number[][] {
  const table = users.names.map(() => items.names.map(() => NaN));
  for (let at = 0; at < value.length; at++) table[user[at]][item[at]] = value[at];
  return table;
}

const isThere = (value: number): boolean => !Number.isNaN(value);
const flip = (table: number[][]): number[][] => table[0].map((_, column) => table.map((row) => row[column]));
const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: number[]): number => sum(values) / (values.length || 1);
const deviation = (values: number[]): number => Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));
