/** The models that Spark can fit, under their own names. */
export { als } from './als.ts';
export { ials } from './ials.ts';
