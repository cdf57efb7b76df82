import { expect, test } from 'vitest';
import { formatAmount } from '../../src/charts/format-amount.ts';

test.each([
  [0, '0'],
  [0.04, 'under 0.1'],
  [0.31, '0.3'],
  [1, '1'],
  [7.468, '7.5'],
  [9.96, '10'],
  [99.5, '100'],
  [20_682.3, '20,682'],
])('%f is said as %s', (amount, said) => {
  expect(formatAmount(amount)).toBe(said);
});
