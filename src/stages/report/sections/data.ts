import { percent } from '../../../charts/percent.ts';
import type { Block, Table } from '../../../report/document.ts';
import type { ReportFacts } from '../facts.ts';
import type { ReportSection } from '../section.ts';
import { counted, day, listed, whole } from '../words.ts';

/** Charts of `eda` that a stakeholder wants to see, where they are. */
const shown = ['rating-distribution', 'long-tail', 'ratings-per-person', 'activity'];

export const data: ReportSection = {
  id: 'data',
  title: 'The data',
  write: (facts) => [
    { kind: 'paragraph', words: origin(facts) },
    cleaning(facts),
    { kind: 'paragraph', words: heldOut(facts) },
    knowledge(facts),
    ...shown.flatMap((name): Block[] => {
      const spec = facts.charts.get(name);
      return spec ? [{ kind: 'chart', name, spec }] : [];
    }),
    ...leftOut(facts),
    { kind: 'paragraph', words: ['All charts of the data: ', { code: facts.eda.page }] },
    { kind: 'paragraph', words: ['What may be done with the data: ', { link: 'terms of use', section: 'terms' }] },
  ],
};

function origin({ ingested, cleaned, data: { from, to } }: ReportFacts): string {
  const { after, feedback, scale, relevant } = cleaned;
  const pairs =
    after.density < 0.1 ? `${(100 * after.density).toFixed(after.density < 0.001 ? 3 : 1)} %` : percent(after.density);
  const given =
    feedback === 'explicit'
      ? `on a scale from ${scale.min} to ${scale.max}, of which ${relevant} and more counts as liked`
      : 'as plays, likes and other choices, each of which counts as chosen';
  const when =
    from && to ? `${from === to ? `on ${day(from)}` : `from ${day(from)} to ${day(to)}`}` : 'at unknown times';
  return `${counted(after.users, 'person', 'people')} rated ${counted(after.movies, 'film')} ${counted(after.ratings, 'time')} ${when}, ${given}; that is ${pairs} of all pairs of person and film.${ingested.source ? ` The files were read as ${ingested.source}.` : ''}`.replace(
    ' rated ',
    feedback === 'explicit' ? ' rated ' : ' chose ',
  );
}

function cleaning({ cleaned, ingested }: ReportFacts): Table {
  const { before, after, steps, feedback } = cleaned;
  const what = feedback === 'explicit' ? 'ratings' : 'choices';
  const row = (name: string, ratings: string, people = '', films = ''): string[] => [name, ratings, people, films];
  return {
    kind: 'table',
    caption: `What came in, what cleaning did, and what is left`,
    columns: [
      { title: 'Step' },
      { title: what, align: 'right' },
      { title: 'people', align: 'right' },
      { title: 'films', align: 'right' },
    ],
    rows: [
      ...(ingested.rejected
        ? [row('rows that could not be read, set aside with their reasons in rejected.csv', whole(ingested.rejected))]
        : []),
      row('read', whole(before.ratings), whole(before.users), whole(before.movies)),
      ...(steps.length === 0
        ? [row('nothing had to be mended', '')]
        : steps.map((step) => row(step.what, whole(step.ratings)))),
      row('left', whole(after.ratings), whole(after.users), whole(after.movies)),
    ],
  };
}

function heldOut({ cleaned: { split }, evaluation, data: { heldOut: good } }: ReportFacts): string {
  const test = Number(split['test']);
  const how =
    split.name === 'by-user'
      ? `${percent(split.share)} of each person’s ratings, drawn at random`
      : `by the split ${split.name}`;
  const travel =
    evaluation.timeTravel !== null && evaluation.timeTravel >= 0.005
      ? ` Of these, ${percent(evaluation.timeTravel)} are older than some that the models learned from, which flatters models a little: in use they have to tell what comes later, which \`movierec eval --protocol temporal\` tests.`
      : '';
  return `To judge the models, ${counted(test, 'rating')} were hidden from them (${how}), among them ${counted(good, 'liked film')} to be found.${travel}`.replaceAll(
    '`',
    '',
  );
}

function knowledge({ data: { catalog, withGenres, withYear }, ingested, cleaned }: ReportFacts): Table {
  const part = (films: number): string => (catalog > 0 ? percent(films / catalog) : '–');
  const rows = (ingested.coverage ?? []).map(({ kind, ofFilms, ofRatings }) => [
    kind === 'people' ? 'directors, writers, cast' : kind,
    percent(ofFilms),
    percent(ofRatings),
  ]);
  return {
    kind: 'table',
    caption: `What is known of the ${whole(catalog)} films of the catalog`,
    columns: [{ title: 'Known' }, { title: 'of films', align: 'right' }, { title: 'of ratings', align: 'right' }],
    rows: [
      ['ratings', percent(catalog > 0 ? cleaned.after.movies / catalog : 1), '100 %'],
      ['genres', part(withGenres), '–'],
      ['year', part(withYear), '–'],
      ...rows,
    ],
  };
}

function leftOut({ eda }: ReportFacts): Block[] {
  const missing = eda.leftOut.filter(({ name }) => shown.includes(name));
  return missing.length > 0
    ? [
        {
          kind: 'note',
          words: `Left out: ${listed(missing.map(({ name, why }) => `the chart ${name}, because ${why}`))}.`,
        },
      ]
    : [];
}
