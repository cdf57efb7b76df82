import type { Survey } from '../../../charts/eda/survey.ts';
import type { Context } from '../../../context.ts';
import type { Engagement } from './engagement.ts';

/** Counts how people use what there is. */
export async function measureEngagement(_survey: Survey, _context: Context): Promise<Engagement> {
  throw new Error('to be written');
}
