import { expect, test } from 'vitest';
import { inTurn } from '../../src/store/in-turn.ts';

test('what is asked under one key is done in order, also after failures; another key does not wait', async () => {
  const turns = inTurn();
  const said: string[] = [];
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const say = (word: string) => async (): Promise<void> => void said.push(word);
  const first = turns('a', async () => {
    await held;
    said.push('first');
    throw new Error('fails');
  });
  const others = [turns('a', say('second')), turns('a', say('third')), turns('b', say('elsewhere'))];
  await others[2];
  expect(said).toEqual(['elsewhere']);
  release();
  await expect(first).rejects.toThrow('fails');
  await Promise.all(others);
  expect(said).toEqual(['elsewhere', 'first', 'second', 'third']);
});
