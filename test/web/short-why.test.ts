import { expect, it } from 'vitest';
import { shortWhy } from '../../src/web/home/short-why.ts';

const rated = [
  { film: '6', title: 'Heat' },
  { film: '16', title: 'Casino' },
];
const reason = (film: string | undefined, amount: number) => ({
  because: 'rated',
  text: '',
  amount,
  ...(film === undefined ? {} : { film }),
});

it('names the rated film that speaks most for it', () => {
  expect(shortWhy({ reasons: [reason('6', 0.1), reason('16', 0.3), reason(undefined, 2)] }, rated)).toBe(
    'Goes with Casino',
  );
});

it('says what the server says where no rated film speaks for it, or is known', () => {
  expect(shortWhy({ why: 'It is loved.', reasons: [reason('6', -1)] }, rated)).toBe('It is loved.');
  expect(shortWhy({ why: 'It is loved.', reasons: [reason('7', 1)] }, rated)).toBe('It is loved.');
  expect(shortWhy({}, rated)).toBeUndefined();
});
