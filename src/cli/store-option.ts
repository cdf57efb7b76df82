import { Option } from 'commander';

/** Which store of the live service is meant; a container is told by its environment. */
export const storeOption = (): Option =>
  new Option(
    '--store <address>',
    'where people and their ratings are kept (default: a SQLite file in data/service)',
  ).env('MOVIEREC_STORE');
