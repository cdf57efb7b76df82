import { percent } from '../../../charts/percent.ts';
import { counted } from '../words.ts';
import type { Improver } from './improvement.ts';

/** Rows that could not be read. */
export const unreadRows: Improver = ({ ingested, dataset }) => {
  const { rejected = 0, tables = {} } = ingested;
  if (rejected === 0) return [];
  const read = Object.values(tables).reduce((sum, rows) => sum + rows, 0);
  return [
    {
      what: 'Mend the rows that could not be read',
      gain: null,
      kind: 'estimate',
      how: `${counted(rejected, 'row')} of ${counted(read + rejected, 'row')} (${percent(rejected / (read + rejected))}) ${rejected === 1 ? 'is' : 'are'} set aside in data/interim/${dataset}/rejected.csv, each with why`,
      section: 'data',
    },
  ];
};
