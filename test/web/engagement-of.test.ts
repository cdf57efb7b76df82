import { expect, test } from 'vitest';
import { engagementOf } from '../../src/web/operator/engagement-of.ts';

const event = (
  day: string,
  model: string | null,
  kind: 'shown' | 'clicked' | 'hidden' | 'unhidden',
  events: number,
) => ({
  ...{ day, model, kind, events, people: 1 },
});
const events = [
  event('2026-11-28', 'ease', 'shown', 30),
  event('2026-11-29', 'ease', 'shown', 10),
  event('2026-11-29', 'ease', 'clicked', 4),
  event('2026-11-28', 'ease', 'hidden', 3),
  event('2026-11-29', 'ease', 'unhidden', 1),
  event('2026-11-29', null, 'clicked', 2),
];

test('click-through and the hidden share are by what was shown; what was shown again is hidden no more', () => {
  const [ease, none] = engagementOf(events, 'model');
  expect(ease).toMatchObject({ day: null, model: 'ease', shown: 40, clicked: 4, clickThrough: 0.1, hiddenShare: 0.05 });
  expect(none).toMatchObject({ model: null, clicked: 2, clickThrough: null });
});

test('by day, the latest comes first, and no count is below zero', () => {
  const lines = engagementOf(events, 'day');
  expect(lines.map(({ day, model }) => [day, model])).toEqual([
    ['2026-11-29', 'ease'],
    ['2026-11-29', null],
    ['2026-11-28', 'ease'],
  ]);
  expect(lines.map(({ hidden }) => hidden)).toEqual([0, 0, 3]);
});
