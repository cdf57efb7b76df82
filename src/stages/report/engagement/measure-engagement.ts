import type { Survey } from '../../../charts/eda/survey.ts';
import type { Context } from '../../../context.ts';
import { isoDay } from './calendar.ts';
import { countActiveDays, hasOwnRatings } from './count-active-days.ts';
import type { Engagement, Missing } from './engagement.ts';
import { measureActivity } from './measure-activity.ts';
import { measureCatalogUse } from './measure-catalog-use.ts';
import { measureHabits } from './measure-habits.ts';
import { measureRecommendations } from './measure-recommendations.ts';
import { measureRetention } from './measure-retention.ts';
import { periodOf } from './period.ts';

/**
 * Counts how people use what there is, in the survey's database. 25 M ratings: some two seconds.
 */
export async function measureEngagement(survey: Survey, context: Context): Promise<Engagement> {
  const { database } = survey;
  const span = await countActiveDays(survey, context);
  const { plays } = await database.row<{ plays: boolean }>(
    "SELECT count(*) > 0 AS plays FROM acts WHERE event = 'play'",
  );
  const has = { ratings: hasOwnRatings(survey), plays };
  const recommendations = await measureRecommendations(database, span && span.last);
  if (!span) {
    const catalog = await measureCatalogUse(survey, null);
    const [period, active, habits, retention] = [noTimes, noTimes, noTimes, noTimes];
    return { from: null, to: null, has, period, active, habits, retention, recommendations, catalog };
  }
  const period = periodOf(span);
  return {
    from: isoDay(span.first),
    to: isoDay(span.last),
    has,
    period: { from: isoDay(period.first), to: isoDay(period.last), months: period.months },
    active: await measureActivity(database, span),
    habits: await measureHabits(database, period, has),
    retention: await measureRetention(database, span, period),
    recommendations,
    catalog: await measureCatalogUse(survey, period),
  };
}

const noTimes: Missing = { missing: 'Neither ratings nor events have times.' };
