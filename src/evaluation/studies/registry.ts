import { MovierecError } from '../../errors.ts';
import { ml100kU1 } from './ml100k-u1.ts';
import { ml10m } from './ml10m.ts';
import { ml20m } from './ml20m.ts';
import { ncf } from './ncf.ts';
import { studyData } from './study-data.ts';
import type { Study, StudyData } from './study.ts';
import { surprise } from './surprise.ts';

/** All studies. */
export const studies: readonly Study[] = [surprise, ncf, ml20m, ml10m, ml100kU1];

export const studyNames: readonly string[] = studies.map(({ name }) => name);

/** @throws USAGE, listing the names, where there is no such study */
export function studyOf(name: string): Study {
  const found = studies.find((study) => study.name === name);
  if (!found) throw new MovierecError('USAGE', `no study "${name}".`, `There are: ${studyNames.join(', ')}.`);
  return found;
}

/** The data set of a part; studies name only those there are. */
export const dataOf = (name: string): StudyData => studyData.find((data) => data.name === name)!;
