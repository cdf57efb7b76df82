import { expect, test } from 'vitest';
import { Workspace } from '../../src/artifacts/workspace.ts';
import { metricsCommand } from '../../src/cli/commands/metrics.ts';
import { groupings } from '../../src/evaluation/segments/registry.ts';
import { metrics as registered } from '../../src/metrics/registry.ts';
import { metrics } from '../../src/stages/metrics.ts';

const call = {
  workspace: new Workspace('.'),
  dataset: undefined,
  force: undefined,
  operands: [],
  options: {},
} as const;

test('every metric is described by its name, kind, summary, formula, source and direction', () => {
  const described = metrics().metrics;
  expect(described).toHaveLength(registered.length);
  for (const [at, { name, kind, summary, formula, source, better }] of registered.entries()) {
    expect(described[at]).toMatchObject({ name, kind, summary, formula, source, better });
  }
});

test('metrics of a person’s list say whether they tell of accuracy, others do not', () => {
  const of = (name: string): object => metrics().metrics.find((metric) => metric.name === name)!;
  expect(of('auc')).toMatchObject({ kind: 'ranking', accuracy: true });
  expect(of('novelty')).toMatchObject({ kind: 'ranking', accuracy: false });
  expect(of('gini')).not.toHaveProperty('accuracy');
});

test('every metric’s definition is printed once, in one of four groups, then what figures are broken down by, within the width of a terminal', () => {
  const text = metricsCommand.show(metrics(), call);
  const inOneLine = text.replaceAll(/\s+/g, ' ');
  const occurrences = (part: string): number => inOneLine.split(part).length - 1;
  for (const { name, summary, formula, source, better } of registered) {
    expect(occurrences(`${name}: ${summary} ${formula} ${better} is better; ${source}`)).toBe(1);
  }
  const groups = text.split('\n\n\n').map((group) => group.split('\n')[0]);
  expect(groups).toEqual([
    'Errors of predicted ratings',
    'Accuracy of lists, cut at k',
    'What else lists are like',
    'All lists together',
    'Fairness between groups (--segments)',
  ]);
  for (const { name, summary } of groupings) expect(occurrences(`${name}: ${summary}`)).toBe(1);
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
});
