/** A column of a raw file that is wanted, under the name that it has in movierec's own tables. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
  /** A row without it is set aside. */
  readonly required?: boolean;
  /** What the values are called here, by how they stand in the file in lower case; any other is set aside. */
  readonly choices?: Readonly<Record<string, string>>;
  /** The lowest and the highest number that there can be; a row with any other is set aside. */
  readonly range?: readonly [number, number];
}

/** `time` is seconds since 1970 or an ISO date; without an offset it counts as UTC. */
export type FieldType = 'text' | 'number' | 'integer' | 'time';

export const engineTypes: Readonly<Record<FieldType, string>> = {
  text: 'VARCHAR',
  number: 'FLOAT',
  integer: 'INTEGER',
  time: 'BIGINT',
};

export const text = (name: string): Field => ({ name, type: 'text' });
/** An id, or any text that a row makes no sense without. */
export const id = (name: string): Field => ({ name, type: 'text', required: true });
/** A number, possibly NaN or infinite: whether it makes sense is for `clean` to say. */
export const number = (name: string): Field => ({ name, type: 'number', required: true });
export const optionalNumber = (name: string): Field => ({ name, type: 'number' });
/** The part of a film that was watched: up to 1, or up to 100 in percent, which is for `clean` to tell. */
export const fraction = (name: string): Field => ({ ...optionalNumber(name), range: [0, 100] });
export const integer = (name: string): Field => ({ name, type: 'integer' });
export const time = (name: string): Field => ({ name, type: 'time' });

/** Why a value cannot be written into a table. */
export class Fault {
  constructor(readonly reason: string) {}
}

const decimal = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;
const notFinite = /^(?:nan|[-+]?inf(?:inity)?)$/i;
const whole = /^[-+]?\d{1,9}$/;
const seconds = /^[-+]?\d{1,18}$/;
const isoDate = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|UTC|[-+]\d\d(?::?\d\d)?)?)?$/;

/** A raw value as it may be written into a table, `''` for none, or its fault. Blanks count only inside free text. */
export function check(field: Field, raw: string): string | Fault {
  const value = field.type === 'text' && !field.required ? raw : raw.trim();
  if (value === '') return field.required ? new Fault(`${field.name} is empty`) : value;
  if (field.choices) return choose(field.name, field.choices, value);
  switch (field.type) {
    case 'text':
      return value;
    case 'number':
      if (!decimal.test(value) && !notFinite.test(value)) return no(field, 'a number', value);
      return isOutside(field, Number(value)) ? no(field, `between ${field.range?.join(' and ')}`, value) : value;
    case 'integer':
      return whole.test(value) ? value : no(field, 'a whole number', value);
    case 'time':
      return checkTime(field, value);
  }
}

/** No number lies outside where there is no range; NaN lies outside of any. */
const isOutside = ({ range }: Field, value: number): boolean =>
  range !== undefined && !(value >= range[0] && value <= range[1]);

function checkTime(field: Field, value: string): string | Fault {
  if (seconds.test(value)) return value;
  const time = decimal.test(value) ? Number(value) : secondsOf(value);
  return Number.isSafeInteger(Math.round(time))
    ? String(Math.round(time))
    : no(field, 'a time: seconds since 1970 or an ISO date', value);
}

function secondsOf(value: string): number {
  const [, day, clock = '00:00', offset = 'Z'] = isoDate.exec(value) ?? [];
  const zone = offset === 'UTC' ? 'Z' : /^[-+]\d\d$/.test(offset) ? `${offset}:00` : offset;
  // The engine of JavaScript takes February 30 for March 1.
  const isDay = day !== undefined && new Date(`${day}T00:00Z`).getUTCDate() === Number(day.slice(8));
  return isDay ? Math.floor(Date.parse(`${day}T${clock}${zone}`) / 1000) : NaN;
}

function choose(name: string, choices: Readonly<Record<string, string>>, value: string): string | Fault {
  const key = value.toLowerCase();
  if (Object.hasOwn(choices, key)) return choices[key];
  return new Fault(`${name} is none of ${[...new Set(Object.values(choices))].join(', ')}: ${shown(value)}`);
}

const no = ({ name }: Field, what: string, value: string): Fault =>
  new Fault(`${name} is not ${what}: ${shown(value)}`);

const shown = (value: string): string => `"${value.length > 40 ? `${value.slice(0, 40)}…` : value}"`;
