import { MovierecError } from '../../errors.ts';
import { fitModel } from '../../models/contract/fit-model.ts';
import { resolve } from '../../models/contract/parameters.ts';
import { listHere } from '../recommend-all/list-here.ts';
import type { Engine, EngineOptions } from './engine.ts';

/** This process. */
export function local({ master, sparkConf, sparkData }: EngineOptions): Engine {
  if ((master ?? sparkConf ?? sparkData) !== undefined) {
    throw new MovierecError('USAGE', 'the engine local has no cluster.', 'Add --engine spark.');
  }
  return {
    name: 'local',
    about: () => Promise.resolve({}),
    parametersOf: resolve,
    fit: ({ definition, ratings, parameters }, context) => fitModel(definition, ratings, parameters, context),
    list: listHere,
  };
}
