import { MovierecError } from '../../errors.ts';

/** One sentence and one range per parameter: `--set`, `--help`, validation, `tune` and the docs all read these. */
export interface Numeric {
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
/** Names with commas between, such as the parts of a model made of several. */
export interface Names {
  readonly kind: 'names';
  readonly default: string;
  readonly about: string;
  /** The names that there are, where that is known without the data. */
  readonly known?: () => readonly string[];
  readonly search: false;
  readonly onlyWith?: Condition;
}
/** The choice of another parameter without which this one has no effect, such as `{ objective: 'ranking' }`. */
export type Condition = Readonly<Record<string, string>>;

export type Parameter = Real | Integer | Choice | Flag | Names;
export type Parameters = Readonly<Record<string, Parameter>>;
/** The values that go with the specifications: a default has the type of its parameter. */
export type Values<P extends Parameters> = { readonly [K in keyof P]: P[K]['default'] };

export const real = (given: Numeric): Real => ({ kind: 'real', ...given });
export const integer = (given: Numeric): Integer => ({ kind: 'integer', ...given });
export const flag = (given: Omit<Flag, 'kind'>): Flag => ({ kind: 'flag', ...given });
export const names = (given: Omit<Names, 'kind' | 'search'>): Names => ({ kind: 'names', search: false, ...given });
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
    case 'names':
      return parameter.known
        ? `some of ${parameter.known().join(', ')}, with commas between`
        : 'names with commas between';
    case 'integer':
      return `an integer from ${parameter.min} to ${parameter.max}`;
    case 'real':
      return `a number from ${parameter.min} to ${parameter.max}`;
  }
}

/** Reads the right side of `--set name=value`; what it cannot read, `resolve` will refuse by name and range. */
export function parseValue(parameter: Parameter, text: string): number | string | boolean {
  if (parameter.kind === 'choice' || parameter.kind === 'names') return text;
  if (parameter.kind === 'flag') return text === 'true' ? true : text === 'false' ? false : text;
  return text.trim() === '' ? NaN : Number(text);
}

/** A list of names as it is written in a parameter of the kind. */
export const namesIn = (text: string): string[] => text.split(',').map((name) => name.trim());

/** Whose parameters they are: a model, which may be made of parts. */
export interface Owner<P extends Parameters = Parameters> {
  readonly name: string;
  readonly parameters: P;
  part?(name: string, parameters: Values<P>): Owner | undefined;
}

/**
 * Fills in the defaults and checks every given value. Parameters of a model's parts, `svd.factors`, stay as given: their
 * defaults are the part's.
 * @throws UNKNOWN_OPTION, OPTION_RANGE
 */
export function resolve<P extends Parameters>(owner: Owner<P>, options: Partial<Values<P>>): Values<P> {
  const { name: model, parameters } = owner;
  const given: [string, Values<P>[string] | undefined][] = Object.entries(options);
  const [own, ofParts] = [given.filter(([name]) => !name.includes('.')), given.filter(([name]) => name.includes('.'))];
  for (const [name, value] of own) {
    const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (!parameter) throw unknownOption(model, name, parameters);
    if (value !== undefined && !accepts(parameter, value)) {
      throw new MovierecError('OPTION_RANGE', `${model}: ${name} is ${value}.`, `Give ${rangeOf(parameter)}.`);
    }
  }
  const resolved = Object.entries(parameters).map(([name, parameter]) => [name, options[name] ?? parameter.default]);
  const values = Object.fromEntries(resolved) as Values<P>;
  for (const [name, value] of ofParts) {
    const [part, rest] = partOf(owner, name, values) ?? [];
    if (!part || rest === undefined) throw unknownOption(model, name, parameters);
    resolve({ ...part, name: `${model}: ${part.name}` }, { [rest]: value });
  }
  return { ...values, ...Object.fromEntries(ofParts) };
}

/** The parameter of a name, a part's too; undefined for none. */
export function parameterOf(owner: Owner, name: string, options: Partial<Values<Parameters>>): Parameter | undefined {
  if (Object.hasOwn(owner.parameters, name)) return owner.parameters[name];
  const own = Object.entries(owner.parameters).map(([key, parameter]) => [key, options[key] ?? parameter.default]);
  const [part, rest] = partOf(owner, name, Object.fromEntries(own) as Values<Parameters>) ?? [];
  return part && rest !== undefined ? parameterOf(part, rest, {}) : undefined;
}

/** The part that `svd.factors` speaks of, and its parameter. */
function partOf<P extends Parameters>(owner: Owner<P>, name: string, values: Values<P>): [Owner, string] | undefined {
  const dot = name.indexOf('.');
  const part = dot > 0 ? owner.part?.(name.slice(0, dot), values) : undefined;
  return part && [part, name.slice(dot + 1)];
}

function unknownOption(model: string, name: string, parameters: Parameters): MovierecError {
  const known = Object.keys(parameters).join(', ') || 'none';
  return new MovierecError('UNKNOWN_OPTION', `${model} has no parameter "${name}".`, `It has: ${known}.`);
}

function accepts(parameter: Parameter, value: unknown): boolean {
  switch (parameter.kind) {
    case 'flag':
      return typeof value === 'boolean';
    case 'choice':
      return parameter.among.some((option) => option === value);
    case 'names': {
      const found = typeof value === 'string' ? namesIn(value) : [''];
      const known = parameter.known?.();
      return new Set(found).size === found.length && found.every((name) => known?.includes(name) ?? name !== '');
    }
    case 'integer':
      return Number.isInteger(value) && isWithin(parameter, value);
    case 'real':
      return isWithin(parameter, value);
  }
}

const isWithin = ({ min, max }: Numeric, value: unknown): boolean =>
  typeof value === 'number' && value >= min && value <= max;
