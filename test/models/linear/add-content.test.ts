import { expect, test } from 'vitest';
import { createContext } from '../../../src/context.ts';
import { compress } from '../../../src/dataset/rows.ts';
import { Arena } from '../../../src/kernels/arena.ts';
import { addContent } from '../../../src/models/linear/add-content.ts';
import { sequence } from '../../../src/random.ts';

test('adds FFᵀ, as a sum over pairs of films in float64, when there are more features than are held in full at once', async () => {
  const [films, width, count] = [1300, 1304, 4000];
  const random = sequence(5, 'content');
  const has = Array.from({ length: films }, (_, film) => {
    const features = new Set(Array.from({ length: film % 7 }, () => Math.floor(count * random() ** 2)));
    return [...features].sort((a, b) => a - b).map((feature) => ({ feature, value: Math.fround(random()) }));
  });
  const entries = has.flatMap((own, film) => own.map((entry) => ({ film, ...entry })));
  const triplets = {
    row: Int32Array.from(entries, ({ film }) => film),
    column: Int32Array.from(entries, ({ feature }) => feature),
    value: Float32Array.from(entries, ({ value }) => value),
  };
  const matrix = new Arena().float32(films * width).fill(1);
  await addContent(matrix, width, { rows: compress(triplets, films, count), count }, createContext({ threads: 2 }));
  for (let a = 0; a < films; a += 13) {
    for (let b = a; b < films; b++) {
      const common = has[a].map(
        ({ feature, value }) => value * (has[b].find((own) => own.feature === feature)?.value ?? 0),
      );
      const expected = common.reduce((sum, product) => sum + product, 1);
      expect(Math.abs(matrix[a * width + b] - expected)).toBeLessThan(1e-5);
    }
  }
});
