import { formatAmount } from '../../../charts/format-amount.ts';
import { percent } from '../../../charts/percent.ts';
import type { Block, KeyFigures } from '../../../report/document.ts';
import type { ReportSection } from '../section.ts';
import { dayInWords } from './day-in-words.ts';
import { engagementDefinitions } from './definitions.ts';
import { isMissing, type Engagement, type Period } from './engagement.ts';
import { compared, writeActivity, writeHabits } from './write-activity.ts';
import { writeCatalogUse } from './write-catalog-use.ts';
import { writeRecommendations } from './write-recommendations.ts';
import { share, writeRetention } from './write-retention.ts';

/** How people use what there is: who comes and comes back, what they do, and how much of the catalog they get to. */
export const engagementSection: ReportSection = {
  id: 'engagement',
  title: 'How people use it',
  write(facts): Block[] {
    const { engagement } = facts;
    const { period, active, habits, retention, recommendations } = engagement;
    const figures = keyFigures(engagement);
    return [
      ...(isMissing(period) ? [] : [{ kind: 'paragraph', words: introduction(period, engagement) } as const]),
      ...(figures.length > 0 ? [{ kind: 'figures', figures } as const] : []),
      ...(isMissing(active)
        ? [
            {
              kind: 'note',
              words: `How many people come, and whether they come back, is not known. ${active.missing}`,
            } as const,
          ]
        : [...writeActivity(active), ...writeHabits(habits)]),
      ...(isMissing(retention) ? [] : writeRetention(retention)),
      ...writeRecommendations(recommendations),
      ...writeCatalogUse(facts),
      { kind: 'heading', text: 'What these figures mean' },
      { kind: 'definitions', entries: engagementDefinitions },
    ];
  },
};

function introduction({ from, to, months }: Period, { has, retention }: Engagement): string {
  const sources = [has.ratings && 'ratings', has.plays && 'plays', !has.ratings && !has.plays && 'events'].filter(
    Boolean,
  );
  const days = from === to ? `of ${dayInWords(from)}` : `from ${dayInWords(from)} to ${dayInWords(to)}`;
  const span = months > 0 ? `of the ${months === 1 ? 'full month' : `${months} full months`} ` : '';
  return (
    `The figures are ${span}${days}, counted from ${sources.join(' and ')}` +
    `${isMissing(retention) ? '' : '; who comes back is counted over all the time that there are data of'}.`
  );
}

/** The few that matter most, of those that there are. */
function keyFigures({ period, active, retention, recommendations, catalog }: Engagement): KeyFigures['figures'] {
  const found: KeyFigures['figures'][number][] = [];
  if (!isMissing(active)) {
    const { day, month, stickiness } = active;
    if (month)
      found.push({
        label: 'Active people a month',
        value: formatAmount(month.people),
        note: compared(month) ?? 'on average',
      });
    found.push({
      label: 'Active people a day',
      value: formatAmount(day.people),
      note: stickiness === null ? 'on average' : `${percent(stickiness)} of those of a month`,
    });
  }
  if (!isMissing(retention)) {
    const [{ all, to }] = retention.windows;
    if (all.people > 0) {
      found.push({
        label: 'Back within a week',
        value: percent(share(all)),
        note: `of ${all.people.toLocaleString('en-US')} new people, in ${to} days`,
      });
    }
  }
  if (!isMissing(recommendations)) {
    const { shown, clicked } = recommendations;
    found.push({
      label: 'Clicked',
      value: percent(clicked / shown),
      note: `of ${shown.toLocaleString('en-US')} films shown`,
    });
  }
  found.push({
    label: 'Films that people get to',
    value: percent(catalog.used / catalog.films),
    note: `${catalog.used.toLocaleString('en-US')} of ${catalog.films.toLocaleString('en-US')} in ${isMissing(period) ? 'the catalog' : 'the period'}`,
  });
  return found;
}
