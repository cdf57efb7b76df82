import { describe, expect, test } from 'vitest';
import { sourceOf } from '../../../src/dataset/sources/registry.ts';
import { dataOf, studies, studyOf } from '../../../src/evaluation/studies/registry.ts';
import { studyData } from '../../../src/evaluation/studies/study-data.ts';
import { metricOf } from '../../../src/metrics/registry.ts';
import { resolve } from '../../../src/models/contract/parameters.ts';
import { definitionOf, modelNames } from '../../../src/models/registry.ts';

const parts = studies.flatMap((study) =>
  study.parts.map((part) => ({ ...part, name: `${study.name} on ${part.data}` })),
);

describe.each(parts)('$name', ({ data, figures, rows, tolerance }) => {
  test('names a data set that is known, and figures of metrics that there are', () => {
    expect(dataOf(data)).toBeDefined();
    for (const key of figures) expect(metricOf(key.split('@')[0]).kind).toBe(key.includes('@') ? 'ranking' : 'rating');
    expect(tolerance).toBeGreaterThan(0);
  });

  test('has rows of different names, with a source for whatever was published, and no other figures than it compares', () => {
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
    for (const { published, source, name } of rows) {
      if (published) expect(Object.keys(published), name).toEqual(figures);
      expect(source !== undefined, name).toBe(published !== undefined);
    }
  });

  const built = rows.filter(({ model }) => modelNames.some((name) => name === model));
  test.each(built)(
    'sets only parameters that $model has, within their ranges: row $name',
    ({ model, paper, ours, note }) => {
      expect(paper ?? ours ?? note).toBeDefined();
      for (const settings of [paper ?? {}, ours ?? {}]) {
        expect(() => resolve(definitionOf(model), settings)).not.toThrow();
      }
    },
  );
});

test('data sets are read by sources that there are, and no two are recognized by the same signs', () => {
  for (const { format } of studyData) expect(() => sourceOf(format)).not.toThrow();
  const signs = studyData.map(({ format, files, without, called }) =>
    JSON.stringify([format, files, without, called?.source]),
  );
  expect(new Set(signs).size).toBe(studyData.length);
});

test('a study that there is not is refused with the names of those there are', () => {
  expect(() => studyOf('netflix')).toThrow(
    expect.objectContaining({ code: 'USAGE', hint: expect.stringContaining('ml20m') }),
  );
});

test("Surprise's table has its ten models on both data sets, and SVD's figures are those of its README", () => {
  const [small, large] = studyOf('surprise').parts;
  expect([small.rows.length, large.rows.length]).toEqual([10, 10]);
  expect([small.rows[0].published, large.rows[0].published]).toEqual([
    { rmse: 0.934, mae: 0.737 },
    { rmse: 0.873, mae: 0.686 },
  ]);
});
