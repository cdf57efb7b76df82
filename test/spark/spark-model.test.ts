import { expect, test } from 'vitest';
import { definitionOf } from '../../src/models/registry.ts';
import { als } from '../../src/spark/als.ts';
import { ials } from '../../src/spark/ials.ts';
import { resolveForSpark } from '../../src/spark/spark-model.ts';

test('what is not given is what Spark can do, and what it cannot do is refused with the value that works', () => {
  expect(resolveForSpark(definitionOf('als'), als, { factors: 8 })).toMatchObject({
    ...{ factors: 8, offsets: 'fixed', ridge: 0.1 },
  });
  expect(resolveForSpark(definitionOf('ials'), ials, { regularization: 1 })).toMatchObject({
    ...{ regularization: 1, scaling: 'likes', frequencyExponent: 1, solver: 'cholesky' },
  });
  const refused = (): unknown => resolveForSpark(definitionOf('ials'), ials, { frequencyExponent: 0.5 });
  expect(refused).toThrow('ials by Spark has frequencyExponent=1 only, not 0.5.');
  expect(() => resolveForSpark(definitionOf('als'), als, { initialDeviation: 0.2 })).toThrow('does not go by');
  expect(() => resolveForSpark(definitionOf('als'), als, { nonsense: 1 })).toThrow('no parameter');
});
