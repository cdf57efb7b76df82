import type { Binary, ObjectId, Timestamp } from 'mongodb';
import type { Field } from '../parsing/field.ts';

/** A value of a document as the text that a raw file would have for a field; '' for none. */
export function textOf(value: unknown, field?: Field): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return value.map((one) => textOf(one, field)).join('|');
  if (value instanceof Date) return ofDate(value, field);
  return '_bsontype' in value ? ofBson(value, field) : JSON.stringify(value);
}

interface Bson {
  readonly _bsontype: unknown;
}

function ofDate(date: Date, field?: Field): string {
  if (field?.type === 'time') return String(Math.floor(date.getTime() / 1000));
  return field?.type === 'integer' ? String(date.getUTCFullYear()) : date.toISOString();
}

/** An ObjectId where a time is wanted stands for the time at which it was made. */
function ofBson(value: Bson, field?: Field): string {
  switch (value._bsontype) {
    case 'ObjectId':
      return field?.type === 'time'
        ? ofDate((value as unknown as ObjectId).getTimestamp(), field)
        : (value as unknown as ObjectId).toHexString();
    case 'Binary': {
      const bytes = value as unknown as Binary;
      return bytes.sub_type === 4 ? String(bytes.toUUID()) : bytes.toString('hex');
    }
    case 'Timestamp':
      return String((value as unknown as Timestamp).t);
    default:
      // Decimal128, and the like.
      return String(value);
  }
}
