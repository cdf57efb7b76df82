import { expect, test } from 'vitest';
import { simulatedNote } from '../../src/cli/output.ts';

test('of a simulated audience nothing is said that real and invented films do not share', () => {
  expect(simulatedNote(true)).toContain('Simulated audience: ');
  expect(simulatedNote(true)).not.toMatch(/films/);
  expect(simulatedNote(false)).toBe('');
});
