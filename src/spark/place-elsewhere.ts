import { resolve } from 'node:path';
import { schemeOf } from '../connections/scheme-of.ts';

/** What a cluster is told of a data set's folder: an address without slashes at its end, or a whole path. */
export const placeElsewhere = (given: string): string =>
  schemeOf(given) === undefined ? resolve(given) : given.replace(/\/+$/, '');
