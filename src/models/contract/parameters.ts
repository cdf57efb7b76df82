import { MovierecError } from '../../errors.ts';

/** One sentence and one range per parameter: `--set`, `--help`, validation, `tune` and the docs all read these. */
interface Numeric {
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly about: string;
  /** How `tune` draws from the range; learning rates and penalties are searched by their logarithm. */
  readonly scale?: 'linear' | 'log';
  /** What `tune` searches, where all of the range would be wasteful; false: nothing, unless asked to. */
  readonly search?: readonly [low: number, high: number] | false;
  readonly onlyWith?: Condition;
}
export interface Real extends Numeric {
  readonly kind: 'real';
}
export interface Integer extends Numeric {
  readonly kind: 'integer';
}
export interface Choice<T extends string = string> {
  readonly kind: 'choice';
  readonly default: T;
  readonly among: readonly T[];
  readonly about: string;
  /** As of a number: some of the choices, or none. */
  readonly search?: readonly T[] | false;
  readonly onlyWith?: Condition;
}
export interface Flag {
  readonly kind: 'flag';
  readonly default: boolean;
  readonly about: string;
  readonly search?: false;
  readonly onlyWith?: Condition;
}
/** The choice of another parameter without which this one has no effect, such as `{ objective: 'ranking' }`. */
export type Condition = Readonly<Record<string, string>>;

export type Parameter = Real | Integer | Choice | Flag;
export type Parameters = Readonly<Record<string, Parameter>>;
/** The values that go with the specifications: a default has the type of its parameter. */
export type Values<P extends Parameters> = { readonly [K in keyof P]: P[K]['default'] };

export const real = (given: Numeric): Real => ({ kind: 'real', ...given });
export const integer = (given: Numeric): Integer => ({ kind: 'integer', ...given });
export const flag = (given: Omit<Flag, 'kind'>): Flag => ({ kind: 'flag', ...given });
export const choice = <const T extends string>(given: {
  default: NoInfer<T>;
  among: readonly T[];
  about: string;
  search?: readonly NoInfer<T>[] | false;
  onlyWith?: Condition;
}): Choice<T> => ({ kind: 'choice', ...given });

/** What a parameter accepts, for messages and `--help`. */
export function rangeOf(parameter: Parameter): string {
  switch (parameter.kind) {
    case 'flag':
      return 'true or false';
    case 'choice':
      return parameter.among.join(', ');
    case 'integer':
      return `an integer from ${parameter.min} to ${parameter.max}`;
    case 'real':
      return `a number from ${parameter.min} to ${parameter.max}`;
  }
}

/** Reads the right side of `--set name=value`; what it cannot read, `resolve` will refuse by name and range. */
export function parseValue(parameter: Parameter, text: string): number | string | boolean {
  if (parameter.kind === 'choice') return text;
  if (parameter.kind === 'flag') return text === 'true' ? true : text === 'false' ? false : text;
  return text.trim() === '' ? NaN : Number(text);
}

/**
 * Fills in the defaults and checks every given value.
 * @throws UNKNOWN_OPTION, OPTION_RANGE
 */
export function resolve<P extends Parameters>(model: string, parameters: P, options: Partial<Values<P>>): Values<P> {
  for (const [name, value] of Object.entries(options)) {
    const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (!parameter) {
      const known = Object.keys(parameters).join(', ') || 'none';
      throw new MovierecError('UNKNOWN_OPTION', `${model} has no parameter "${name}".`, `It has: ${known}.`);
    }
    if (value !== undefined && !accepts(parameter, value)) {
      throw new MovierecError('OPTION_RANGE', `${model}: ${name} is ${value}.`, `Give ${rangeOf(parameter)}.`);
    }
  }
  const resolved = Object.entries(parameters).map(([name, parameter]) => [name, options[name] ?? parameter.default]);
  return Object.fromEntries(resolved) as Values<P>;
}

function accepts(parameter: Parameter, value: unknown): boolean {
  switch (parameter.kind) {
    case 'flag':
      return typeof value === 'boolean';
    case 'choice':
      return parameter.among.some((option) => option === value);
    case 'integer':
      return Number.isInteger(value) && isWithin(parameter, value);
    case 'real':
      return isWithin(parameter, value);
  }
}

const isWithin = ({ min, max }: Numeric, value: unknown): boolean =>
  typeof value === 'number' && value >= min && value <= max;
