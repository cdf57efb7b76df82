import { Fault, type Field } from './field.ts';
import type { Input } from './input.ts';

/** An input whose rows are made from those of another: values for the fields, or a fault for which the row is set aside. */
export function mapped(
  input: Input,
  fields: readonly Field[],
  make: (values: readonly string[]) => readonly string[] | Fault,
): Input {
  return {
    fields,
    async *rows(database, signal) {
      for await (const rows of input.rows(database, signal)) {
        yield rows.map((row) => {
          if (row.reason !== undefined) return row;
          const made = make(row.values);
          return made instanceof Fault ? { ...row, values: [], reason: made.reason } : { ...row, values: made };
        });
      }
    },
  };
}
