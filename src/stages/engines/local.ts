import { fitModel } from '../../models/contract/fit-model.ts';
import { resolve } from '../../models/contract/parameters.ts';
import { listHere } from '../recommend-all/list-here.ts';
import type { Engine } from './engine.ts';

/** This process. */
export const local = (): Engine => ({
  name: 'local',
  about: () => Promise.resolve({}),
  parametersOf: resolve,
  fit: ({ definition, ratings, parameters }, context) => fitModel(definition, ratings, parameters, context),
  list: listHere,
});
