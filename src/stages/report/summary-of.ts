import { percent } from '../../charts/percent.ts';
import type { ReportFacts } from './facts.ts';
import { baseline } from './baseline.ts';
import { figuresOf } from './figures-of.ts';
import { groupsOf, littleKnown, weakest, type Group } from './groups-of.ts';
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
  const when = data.from && data.to && data.from !== data.to ? `, from ${day(data.from)} to ${day(data.to)}` : '';
  const about = `about ${chosen}, a program that recommends films, tested on ${dataset}: ${what} of ${counted(after.movies, 'film')} by ${counted(after.users, 'person', 'people')}${when}`;
  return facts.evaluation.simulated
    ? `The people in this report are simulated by a computer, so it shows that everything works and not how real people would fare; it is ${about}.`
    : `This report is ${about}.`;
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
  const lists = `${filmsFirst(figures.k)} ${hitsOf(facts)} on average that the person is known to ${liked(facts)}${toBeFound(facts)}`;
  const against = popular === undefined ? '' : `, against ${popular} in a list of the most popular films`;
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
  const range = `between ${ofAFew(figures.k * test.low)} and ${ofAFew(figures.k * test.high)}`;
  if (verdict === 'good') return `, a lead of ${range} films, which is more than chance`;
  if (verdict === 'promising') return ', a small lead, but more than chance';
  if (verdict === 'not shown') return ', a difference that may be chance';
  return '';
}

/** Of a model that predicts ratings, how far these are off. */
function errors({ evaluation, cleaned, ...facts }: ReportFacts): string {
  const mae = figuresOf({ evaluation, ...facts }).of('mae');
  if (!mae || !evaluation.reference) return '';
  const { min, max } = cleaned.scale;
  return `; the ratings that it predicts are off by ${ofAFew(mae.value)} on average on the scale from ${min} to ${max}, and always guessing the mean by ${ofAFew(evaluation.reference.mae.value)}`;
}

/** The average number of known hits among the first k of a list. */
function hitsOf(facts: ReportFacts, model = facts.chosen): string | undefined {
  const figures = figuresOf(facts);
  const precision = figures.of(`precision@${figures.k}`, model);
  return precision && ofAFew(figures.k * precision.value);
}

const filmsFirst = (k: number): string =>
  k === 1 ? 'lists of one film hold' : `the ${inWords(k)} films that it puts first hold`;

/** Of people with few hidden films, how many there were to find: no list could hold more. */
function toBeFound(facts: ReportFacts): string {
  const { k, own } = figuresOf(facts);
  const hidden = facts.data.heldOut / own.lists;
  return hidden > 0 && hidden < k ? ` (of ${ofAFew(hidden)} that were hidden from it)` : '';
}
export const liked = ({ cleaned }: Pick<ReportFacts, 'cleaned'>): string =>
  cleaned.feedback === 'explicit' ? 'have liked' : 'have chosen';

function limits(facts: ReportFacts): string {
  const groups = groupsOf(facts);
  const people = groups.filter(({ kind }) => kind === 'people');
  const level = people.filter(({ beatsPopular }) => beatsPopular === false);
  const poor = weakest(people);
  const films = littleKnown(groups);
  const [chosen, choices] = facts.cleaned.feedback === 'explicit' ? ['rated', 'ratings'] : ['chosen', 'choices'];
  const behind = ({ figure, overall }: Group): string => percent(1 - figure.value / overall);
  const parts = [
    ...(level.length > 0
      ? [
          `it is not clearly better than the most popular films for ${listed(level.map(({ name, share }) => `${name} (${percent(share!)} of those tested)`))}`,
        ]
      : []),
    ...(poor && !level.includes(poor)
      ? [`its lists are ${behind(poor)} less good for ${poor.name} (${percent(poor.share!)} of those tested)`]
      : []),
    ...(films
      ? [
          `it hardly finds films that ${films.most} people or fewer had ${chosen} (${percent(films.share)} of what people like, ${films.found > 0 ? `of which it finds ${percent(films.found)} at most` : 'none of which it finds'})`,
        ]
      : []),
    ...(facts.data.fewest > newcomer
      ? [
          `how it serves newcomers is not known, since everyone tested had at least ${whole(facts.data.fewest)} known ${choices}`,
        ]
      : []),
  ];
  if (parts.length === 0) return 'No group that is large enough to tell is served clearly worse than everyone else.';
  const text = parts.length > 1 ? `${parts.slice(0, -1).join(', ')}, and ${parts.at(-1)!}` : parts[0];
  return `It has its limits: ${text}.`;
}

function cost({ models, chosen, latency }: ReportFacts): string {
  const { trained, full, memory } = models.get(chosen)!;
  const made = full ?? trained!;
  const { fit } = made.result['seconds'] as { fit: number };
  const bytes = made.outputs.reduce((sum, file) => sum + file.bytes, 0);
  return `Training it takes ${duration(fit)} and up to ${size(memory.bytes)} of memory, keeping it ${size(bytes)} of disk, and one list is ready in ${duration(latency.median / 1000)} (${duration(latency.worst / 1000)} at worst), on the machine that this was measured on.`;
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
    ? `; of what can be reckoned from these figures, the most is to be had by this: ${first.what.charAt(0).toLowerCase()}${first.what.slice(1)} (${gained(first.gain, first.kind)} better lists)`
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
