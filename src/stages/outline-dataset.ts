import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '../context.ts';
import type { EdaChartLeftOut } from './eda.ts';
import { inSentences } from './eda/in-sentences.ts';
import { outlineOf, type Outline } from './eda/outline.ts';
import { surveyed, type SurveyOptions } from './eda/surveyed.ts';
import { tallies, type Tally } from './eda/tally.ts';

export interface DatasetOutline extends Outline {
  /** What it is, in a few sentences. */
  readonly sentences: readonly string[];
  /** Ratings by value, people by their number of ratings, and what share of the ratings the most rated films have. */
  readonly tallies: readonly Tally[];
  readonly leftOut: readonly EdaChartLeftOut[];
}

/**
 * What a cleaned data set looks like, in numbers: of `eda`, what needs no picture. It writes nothing. 25 M ratings: a
 * few seconds.
 * @throws what `eda` does
 */
export async function outlineDataset(options: SurveyOptions, context: Context): Promise<DatasetOutline> {
  const source = await surveyed(options, context);
  const temporary = await mkdtemp(join(tmpdir(), 'movierec-outline-'));
  try {
    return await source.use(temporary, context, async (survey) => {
      const outline = await outlineOf(survey);
      const [made, leftOut]: [Tally[], EdaChartLeftOut[]] = [[], []];
      for (const make of tallies) {
        const tally = await make(survey);
        if ('why' in tally) leftOut.push({ name: tally.name, why: tally.why });
        else made.push(tally);
      }
      return { ...outline, sentences: inSentences(outline), tallies: made, leftOut };
    });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}
