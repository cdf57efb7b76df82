import type { Chart } from '../chart.ts';
import { defineChart, type ChartDefinition } from '../define-chart.ts';
import { needs, type Need } from './needs.ts';
import type { Survey } from './survey.ts';

/** The parts of the page that a chart may stand in, in their order. */
export const edaSections = {
  ratings: 'The ratings',
  films: 'The films',
  people: 'The people',
  time: 'Over time',
  catalog: 'What is known of the films',
} as const;
export type EdaSection = keyof typeof edaSections;

/** In place of a chart's data where it would make no sense: why, as a clause: "nobody tagged a film". */
export class LeftOut {
  constructor(readonly why: string) {}
}

/** A chart that says what a data set looks like, and how its data come about. All are in `registry.ts`. */
export interface EdaChart<Data = unknown> extends Chart<Data> {
  readonly section: EdaSection;
  /** What is to be seen, drawn from the whole data set; or why it is not drawn. */
  survey(survey: Survey): Promise<Data | LeftOut>;
}

type Definition<Data> = ChartDefinition<Data> & {
  readonly section: EdaSection;
  /** What must be there, and is looked at before anything is counted. */
  readonly needs: readonly Need[];
  /**
   * Counts what the chart shows, in SQL: as many rows as there are marks, whatever the size of the data set. The same
   * data give the same rows in the same order. Gives `LeftOut` where the chart would make no sense.
   */
  aggregate(survey: Survey): Promise<Data | LeftOut>;
};

/** Like `defineChart`, for a chart whose data come from the tables of a data set. */
export function defineEdaChart<Data>(definition: Definition<Data>): EdaChart<Data> {
  return {
    ...defineChart(definition),
    section: definition.section,
    async survey(survey) {
      for (const need of definition.needs) {
        const why = needs[need](survey);
        if (why) return new LeftOut(why);
      }
      return definition.aggregate(survey);
    },
  };
}
