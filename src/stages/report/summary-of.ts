import { percent } from '../../charts/percent.ts';
import type { ReportFacts } from './facts.ts';
import { baseline } from './baseline.ts';
import { figuresOf } from './figures-of.ts';
import { groupsOf, littleKnown, poorlyServed } from './groups-of.ts';
import { improvementsOf } from './improvements/registry.ts';
import { newcomer } from './newcomer.ts';
import { counted, day, decimal, duration, gained, inWords, listed, ofAFew, size, whole } from './words.ts';
import { verdictOf, type Usefulness } from './verdict.ts';

/**
 * The report in five sentences that someone who knows nothing of the field understands: what it is about, whether it is
 * good enough, for whom it is not, what it costs, what to do next. All from the figures.
 */
export const summaryOf = (facts: ReportFacts): string[] => [
  subject(facts),
  quality(facts),
  limits(facts),
  cost(facts),
  next(facts),
];

function subject(facts: ReportFacts): string {
  const { cleaned, data, dataset, chosen } = facts;
  const { after, feedback } = cleaned;
  const what =
    feedback === 'explicit'
      ? counted(after.ratings, 'rating')
      : counted(after.ratings, 'play, like or other choice', 'plays, likes and other choices');
  const when = data.from && data.to && data.from !== data.to ? `, ${day(data.from)} to ${day(data.to)}` : '';
  const about = (who: string): string =>
    `tests ${chosen}, a program that recommends films, on ${what} of ${counted(after.movies, 'film')} by ${who} (${dataset}${when})`;
  return facts.evaluation.simulated
    ? `The people in this report are simulated by a computer: it ${about(`${whole(after.users)} of them`)}.`
    : `This report ${about(counted(after.users, 'person', 'people'))}.`;
}

function quality(facts: ReportFacts): string {
  const verdict = verdictOf(facts);
  const figures = figuresOf(facts);
  const { own } = figures;
  if (verdict === 'unknown') {
    const why =
      own.lists === 0
        ? 'nobody has a film that they liked and that could be hidden from it'
        : `there are only ${counted(own.lists, 'person', 'people')} to test it on, or nothing to compare it with`;
    return `Whether its recommendations are good enough cannot be told, because ${why}${errors(facts)}.`;
  }
  const popular = hitsOf(facts, baseline);
  const lists = `people are known to ${liked(facts)}, on average, ${hitsOf(facts)} of the ${filmsOf(figures.k)} on a list${toBeFound(facts)}`;
  const against = popular === undefined ? '' : `, against ${popular} of the ${inWords(figures.k)} most popular`;
  return `${opinions(facts)[verdict]}: ${lists}${verdict === 'impersonal' ? '' : against}${chance(facts, verdict)}${errors(facts)}.`;
}

/** What the verdict says, the beginning of a sentence. */
function opinions({ evaluation: { simulated } }: ReportFacts): Record<Usefulness, string> {
  const here = simulated ? 'On these simulated people its lists' : 'Its lists';
  return {
    good: `${here} ${simulated ? 'would be' : 'are'} good enough to use`,
    promising: `${here} are worth a trial and no more yet`,
    'not shown': `${here} are not shown to be any better than the most popular films`,
    worse: `${here} are not good enough to use`,
    impersonal: `${here} are the same for everyone and so no personal recommendation`,
    unknown: '',
  };
}

function chance(facts: ReportFacts, verdict: Usefulness): string {
  const figures = figuresOf(facts);
  const test = figures.between(`precision@${figures.k}`, facts.chosen, baseline);
  if (!test || test.low === null || test.high === null) return '';
  // The verdict goes by where in the list the films stand; how many there are may still be as many.
  if ((verdict === 'good' || verdict === 'promising') && test.low <= 0) {
    return ', and they stand higher up in its lists than chance would put them';
  }
  const lead = `${ofAFew(figures.k * test.low)} to ${ofAFew(figures.k * test.high)}`;
  if (verdict === 'good') return ` (a lead of ${lead}, more than chance)`;
  if (verdict === 'promising') return ` (a small lead of ${lead}, but more than chance)`;
  if (verdict === 'not shown') return ', which may be chance';
  return '';
}

/** Of a model that predicts ratings, how far these are off. */
function errors({ evaluation, cleaned, ...facts }: ReportFacts): string {
  const mae = figuresOf({ evaluation, ...facts }).of('mae');
  if (!mae || !evaluation.reference) return '';
  const { min, max } = cleaned.scale;
  return `, and its predicted ratings are off by ${ofAFew(mae.value)} on the scale from ${min} to ${max}, where always guessing the mean is by ${ofAFew(evaluation.reference.mae.value)}`;
}

/** The average number of known hits among the first k of a list. */
function hitsOf(facts: ReportFacts, model = facts.chosen): string | undefined {
  const figures = figuresOf(facts);
  const precision = figures.of(`precision@${figures.k}`, model);
  return precision && ofAFew(figures.k * precision.value);
}

const filmsOf = (k: number): string => (k === 1 ? 'one film' : `${inWords(k)} films`);

/** Of people with few hidden films, how many there were to find: no list could hold more. */
function toBeFound(facts: ReportFacts): string {
  const { k, own } = figuresOf(facts);
  const hidden = facts.data.heldOut / own.lists;
  return hidden > 0 && hidden < k ? ` (${ofAFew(hidden)} were there to be found)` : '';
}

export const liked = ({ cleaned }: Pick<ReportFacts, 'cleaned'>): string =>
  cleaned.feedback === 'explicit' ? 'have liked' : 'have chosen';

function limits(facts: ReportFacts): string {
  const groups = groupsOf(facts);
  const people = groups.filter(({ kind }) => kind === 'people');
  const level = people.filter(({ beatsPopular }) => beatsPopular === false);
  const poor = poorlyServed(people);
  const films = littleKnown(groups);
  const [chosen, choices] = facts.cleaned.feedback === 'explicit' ? ['rated', 'ratings'] : ['chosen', 'choices'];
  const parts = [
    ...(level.length > 0
      ? [
          `is not clearly better than the most popular films for ${listed(level.map(({ name, share }) => `${name} (${percent(share!)} of those tested)`))}`,
        ]
      : []),
    ...(poor
      ? [
          `makes ${poor.behind} less good lists for ${poor.name} (${percent(poor.share)} of those tested${poor.beatsPopular ? ', and still better than the most popular films' : ''})`,
        ]
      : []),
    ...(films
      ? [
          `finds ${films.found > 0 ? `at most ${percent(films.found)}` : 'none'} of the liked films that ${films.most} people or fewer had ${chosen} (${percent(films.share)} of all)`,
        ]
      : []),
    ...(facts.data.fewest > newcomer
      ? [`was not tested on newcomers (everyone had at least ${whole(facts.data.fewest)} known ${choices})`]
      : []),
  ];
  return parts.length > 0
    ? `It ${listed(parts)}.`
    : 'No group that is large enough to tell is served clearly worse than everyone else.';
}

function cost({ models, chosen, latency }: ReportFacts): string {
  const { trained, full, memory } = models.get(chosen)!;
  const made = full ?? trained!;
  const { fit } = made.result['seconds'] as { fit: number };
  const bytes = made.outputs.reduce((sum, file) => sum + file.bytes, 0);
  return `It takes ${duration(fit)} and up to ${size(memory.bytes)} of memory to train, ${size(bytes)} of disk to keep, and ${duration(latency.median / 1000)} to make a list (${duration(latency.worst / 1000)} at worst).`;
}

/** What to do, by the verdict. */
const steps: Record<Usefulness, string> = {
  good: 'show its lists to some real people beside the most popular films and count what they watch',
  promising: 'improve it first, then show its lists to some real people beside the most popular films',
  'not shown': 'do not put it in front of people yet, but improve it or gather more ratings',
  worse: 'do not put it in front of people, but show them the most popular films until something is better',
  impersonal: 'train a model that learns each person’s taste',
  unknown: 'gather more ratings before anyone relies on it',
};

function next(facts: ReportFacts): string {
  const [first] = improvementsOf(facts);
  const step = facts.evaluation.simulated
    ? 'run it on ratings by real people, because nothing here says how they would fare'
    : steps[verdictOf(facts)];
  const gain = first?.gain
    ? `, and to improve it, ${first.what.charAt(0).toLowerCase()}${first.what.slice(1)} (${gained(first.gain, first.kind)} better lists)`
    : '';
  return `Next, ${step}${gain}.`;
}

/** The figures in large beside the sentences. */
export function keyFigures(facts: ReportFacts): { label: string; value: string; note: string }[] {
  const figures = figuresOf(facts);
  const { k } = figures;
  const [ndcg, hits, mae] = [figures.ndcg, `hr@${k}`, 'mae'].map((key) => figures.of(key));
  const popular = hitsOf(facts, baseline);
  const popularNdcg = figures.of(figures.ndcg, baseline);
  const own = hitsOf(facts);
  return [
    ...(own !== undefined
      ? [
          {
            label: `liked films among the first ${inWords(k)}`,
            value: own,
            note: popular === undefined ? '' : `most popular films: ${popular}`,
          },
        ]
      : []),
    ...(hits
      ? [
          {
            label: 'people with at least one such film',
            value: percent(hits.value),
            note: `of ${whole(figures.own.lists)} tested`,
          },
        ]
      : []),
    ...(ndcg
      ? [
          {
            label: `list quality (NDCG@${k}), 0 to 1`,
            value: decimal(ndcg.value),
            note: `95 % interval ${ndcg.low === null ? '–' : `${decimal(ndcg.low)} to ${decimal(ndcg.high!)}`}${popularNdcg ? `; most popular films: ${decimal(popularNdcg.value)}` : ''}`,
          },
        ]
      : []),
    ...(mae
      ? [
          {
            label: 'average error of a predicted rating',
            value: ofAFew(mae.value),
            note: `scale ${facts.cleaned.scale.min} to ${facts.cleaned.scale.max}`,
          },
        ]
      : []),
    {
      label: 'time to make a list',
      value: `${facts.latency.median < 9.5 ? facts.latency.median.toFixed(1) : Math.round(facts.latency.median)} ms`,
      note: `median of ${facts.latency.people}`,
    },
  ];
}
