import { counted } from '../../../charts/counted.ts';
import { percent } from '../../../charts/percent.ts';
import type { Block } from '../../../report/document.ts';
import type { ReportFacts } from '../facts.ts';
import { isMissing, type Engagement } from './engagement.ts';

type Facts = Pick<ReportFacts, 'evaluation' | 'chosen'> & {
  readonly engagement: Pick<Engagement, 'catalog' | 'period' | 'has'>;
};

/** How much of the catalog people get to, and how much of it they are shown. */
export function writeCatalogUse({ engagement: { catalog, period, has }, evaluation, chosen }: Facts): Block[] {
  const { films, used, head, tail, activity, shown } = catalog;
  const when = isMissing(period) ? 'All in all' : 'In this period';
  const did = [has.ratings && 'rated', has.plays && 'played'].filter(Boolean).join(' or ') || 'took up';
  const use = `${when}, people ${did} ${part(used, films)}.`;
  const most = `Of all ratings ever, ${counted(head, 'film takes', 'films take')} 80 %`;
  const rest = `; the other ${tail.toLocaleString('en-US')} are the long tail`;
  const share =
    activity.all > 0
      ? `, which gets ${percent(activity.ofTail / activity.all)} of what people do${isMissing(period) ? '' : ' in this period'}`
      : '';
  const long =
    tail > 0 ? `${most}${rest}${share}.` : `There is no long tail: it takes all films to make 80 % of all ratings.`;
  const seen = isMissing(shown)
    ? 'How much of the catalog people are shown is not known, for the same reason.'
    : `People were shown ${part(shown.films, films)}; ${percent(shown.ofTail / shown.all)} of what they were shown is of the long tail.`;
  return [
    { kind: 'heading', text: 'How much of the catalog' },
    { kind: 'paragraph', words: `${use} ${long} ${seen}` },
    ...listed(evaluation, chosen),
  ];
}

/** What the model in use would show, as it was tested. */
function listed({ models, cutoffs: [k] }: ReportFacts['evaluation'], chosen: string): Block[] {
  const figure = (metric: string): number | undefined =>
    models.find(({ model }) => model === chosen)?.metrics[`${metric}@${k}`]?.value;
  const [coverage, lift, novelty] = ['coverage', 'popularity-lift', 'novelty'].map(figure);
  const said = [
    coverage !== undefined && `hold ${percent(coverage)} of the films that could stand on them`,
    lift !== undefined && `are of films ${times(1 + lift)} as popular as those that people rated`,
    novelty !== undefined && `have a novelty of ${novelty.toFixed(1)} bits`,
  ].filter((one) => one !== false);
  if (said.length === 0) return [];
  const whole = new Intl.ListFormat('en-US').format(said);
  return [
    {
      kind: 'paragraph',
      words: [
        'In the test, the lists of ',
        { code: chosen },
        `, the model in use, ${k} films for each person, ${whole}.`,
      ],
    },
  ];
}

function part(some: number, all: number): string {
  if (some === all) return all === 1 ? 'the only film of the catalog' : `all ${counted(all, 'film')} of the catalog`;
  return `${some.toLocaleString('en-US')} of the ${counted(all, 'film')} of the catalog (${percent(some / all)})`;
}

const times = (ratio: number): string => `${ratio.toFixed(1)} times`;
