import { metrics, type MetricDescription } from '../../stages/metrics.ts';
import { defineCommand } from '../cli-command.ts';
import { wrapped } from '../output.ts';

const sections: readonly { readonly title: string; has(metric: MetricDescription): boolean }[] = [
  { title: 'Errors of predicted ratings', has: ({ kind }) => kind === 'rating' },
  { title: 'Accuracy of lists, cut at k', has: ({ kind, accuracy }) => kind === 'ranking' && accuracy === true },
  { title: 'What else lists are like', has: ({ kind, accuracy }) => kind === 'ranking' && accuracy === false },
  { title: 'All lists together', has: ({ kind }) => kind === 'catalog' },
];

export const metricsCommand = defineCommand({
  examples: ['movierec metrics', 'movierec metrics --json', 'movierec eval --k 5 10 20 --metrics ndcg novelty'],
  needs: 'no workspace',
  configure() {
    // It has no options of its own.
  },
  run: () => Promise.resolve(metrics()),
  show(result) {
    const groups = result.groupings.map(({ name, summary }) => wrapped(`${name}: ${summary}`));
    return [
      ...sections.map(({ title, has }) => [title, ...result.metrics.filter(has).map(described)].join('\n\n')),
      ['Fairness between groups (--segments)', wrapped(result.fairness), groups.join('\n')].join('\n\n'),
    ].join('\n\n\n');
  },
});

function described({ name, summary, formula, source, better }: MetricDescription): string {
  const lines = [formula, `${better} is better; ${source}`].map((text) => indented(text));
  return [wrapped(`${name}: ${summary}`), ...lines].join('\n');
}

const indented = (text: string): string => `  ${wrapped(text, 96).replaceAll('\n', '\n  ')}`;
