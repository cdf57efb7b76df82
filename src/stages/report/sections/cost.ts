import { qualityByCost } from '../../../charts/report/quality-by-cost.ts';
import { metricLabel } from '../../../charts/metric-label.ts';
import type { Block } from '../../../report/document.ts';
import type { ReportFacts } from '../facts.ts';
import { figuresOf } from '../figures-of.ts';
import type { ReportSection } from '../section.ts';
import { decimal, duration, size, whole } from '../words.ts';

export const cost: ReportSection = {
  id: 'cost',
  title: 'What it costs',
  write: (facts) => [
    { kind: 'paragraph', words: latency(facts) },
    ...chart(facts),
    table(facts),
    {
      kind: 'note',
      words:
        'Times are of the machine that the models were trained on and say little of another. Memory is what the whole process had at most where movierec benchmark measured it, else what is reckoned for the fit alone, beside the ratings.',
    },
  ],
};

function latency({ latency: { people, median, worst, load, full }, chosen, made }: ReportFacts): string {
  return `${chosen} makes a list in ${duration(median / 1000)} (median of ${people} people drawn at random, one after another; at worst ${duration(worst / 1000)}), once the model is read from the disk, which takes ${duration(load / 1000)}. Measured when this report was written, with the model fitted on ${full ? 'all ratings' : 'the training part of the ratings'}, on ${made.machine}.`;
}

/** The training times of the models that are saved; those fitted for the report alone have none. */
function fits({ models }: ReportFacts): Map<string, number> {
  return new Map(
    [...models].flatMap(([name, { trained }]) => {
      const seconds = trained?.result['seconds'] as { fit: number } | undefined;
      return seconds ? [[name, seconds.fit] as const] : [];
    }),
  );
}

function chart(facts: ReportFacts): Block[] {
  const { ndcg } = figuresOf(facts);
  const seconds = fits(facts);
  const models = facts.evaluation.models.flatMap(({ model, metrics }) => {
    const value = metrics[ndcg]?.value;
    return value !== undefined && seconds.has(model) ? [{ model, value, seconds: seconds.get(model)! }] : [];
  });
  if (models.length < 2) return [];
  const label = `list quality (${metricLabel(ndcg)})`;
  return [
    { kind: 'chart', name: 'quality-by-cost', spec: qualityByCost.spec({ label, models, chosen: facts.chosen }) },
  ];
}

function table(facts: ReportFacts): Block {
  const { evaluation, chosen, models } = facts;
  const { ndcg } = figuresOf(facts);
  const seconds = fits(facts);
  const rows = evaluation.models.toSorted((a, b) => (b.metrics[ndcg]?.value ?? -1) - (a.metrics[ndcg]?.value ?? -1));
  return {
    kind: 'table',
    caption: `What each model takes to train, to keep and to test; on ${whole(facts.cleaned.split['train'] as number)} ratings`,
    columns: [
      { title: 'Model' },
      ...['list quality', 'training', 'memory at most', 'on disk', 'testing'].map((title) => ({
        title,
        align: 'right' as const,
      })),
    ],
    rows: rows.map(({ model, metrics, seconds: tested }) => {
      const { trained, memory } = models.get(model)!;
      const bytes = trained?.outputs.reduce((sum, file) => sum + file.bytes, 0);
      return [
        model === chosen ? [{ strong: `${model} (in use)` }] : model,
        metrics[ndcg] ? decimal(metrics[ndcg].value) : '–',
        seconds.has(model) ? duration(seconds.get(model)!) : '–',
        `${size(memory.bytes)}${memory.isMeasured ? '' : ' (reckoned)'}`,
        bytes === undefined ? '–' : size(bytes),
        duration(tested),
      ];
    }),
  };
}
