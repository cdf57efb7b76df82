import type { Parameter } from '../models/contract/parameters.ts';

/** What a parameter may be set to. */
export type Value = Parameter['default'];

/**
 * Where a value of a parameter stands in its range, from 0 to 1: by its logarithm where that is how the parameter is
 * searched; an integer in the middle of what is rounded to it, a choice in the middle of its share.
 */
export function unitOf(parameter: Parameter, value: Value): number {
  const options = optionsOf(parameter);
  if (options) return (options.indexOf(value) + 0.5) / options.length;
  const { low, high, warp } = boundsOf(parameter);
  return Math.min(1, Math.max(0, (warp(value as number) - low) / (high - low)));
}

/**
 * The value at a place from 0 to 1. Integers have equal shares (of the logarithm, where it is taken), choices too; other
 * numbers are rounded to four digits, so that they can be read out and set by hand.
 */
export function valueOf(parameter: Parameter, unit: number): Value {
  const options = optionsOf(parameter);
  if (options) return options[Math.min(options.length - 1, Math.floor(unit * options.length))];
  const { low, high, unwarp, kind, min, max } = boundsOf(parameter);
  const exact = unwarp(low + unit * (high - low));
  const rounded = kind === 'integer' ? Math.round(exact) : Number(exact.toPrecision(4));
  return Math.min(max, Math.max(min, rounded));
}

/** Where densities see a value: a number where it stands in its range, a choice at its index. */
export const placeOf = (parameter: Parameter, value: Value): number =>
  optionsOf(parameter)?.indexOf(value) ?? unitOf(parameter, value);

/** All values, of a parameter that chooses among some. */
export function optionsOf(parameter: Parameter): readonly Value[] | undefined {
  if (parameter.kind === 'flag') return [false, true];
  if (parameter.kind === 'names') return [parameter.default];
  return parameter.kind === 'choice' ? parameter.among : undefined;
}

/** How many different values there are: no end of them for a number that need not be whole. */
export function countOf(parameter: Parameter): number {
  if (parameter.kind === 'real') return Infinity;
  return parameter.kind === 'integer' ? parameter.max - parameter.min + 1 : optionsOf(parameter)!.length;
}

/** Both ends of the line that a number's range is laid out on, and the way there and back. */
function boundsOf(parameter: Parameter) {
  if (parameter.kind !== 'integer' && parameter.kind !== 'real') throw new TypeError('only numbers have bounds');
  const { kind, min, max, scale } = parameter;
  // 0 has no logarithm.
  const isLog = scale === 'log' && min > 0;
  const warp = isLog ? Math.log : Number;
  // An integer has all that is rounded to it.
  const margin = kind === 'integer' ? 0.5 : 0;
  return { kind, min, max, low: warp(min - margin), high: warp(max + margin), warp, unwarp: isLog ? Math.exp : Number };
}
