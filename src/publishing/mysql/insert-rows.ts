/** A row as it stands in an INSERT, without parentheses. */
export type SqlRow = string;

/** The length that a statement may have: longer ones are not faster (measured from 1,000 to 20,000 rows). */
const usualLength = 256 * 1024;

/** INSERT statements for all rows, each as long as it pays and the server takes, a single row at least. */
export function* insertRows(table: string, rows: Iterable<SqlRow>, most: number): Generator<string> {
  const start = `INSERT INTO ${table} VALUES `;
  const limit = Math.min(usualLength, most / 4);
  let parts: string[] = [];
  let length = 0;
  for (const row of rows) {
    if (parts.length > 0 && length + row.length > limit) {
      yield start + parts.join(',');
      [parts, length] = [[], 0];
    }
    parts.push(`(${row})`);
    length += row.length + 3;
  }
  if (parts.length > 0) yield start + parts.join(',');
}

/** A text in a statement of a connection where backslashes escape, as `openMysql` sets it. */
export const sqlText = (text: string | null | undefined): string =>
  text === null || text === undefined ? 'NULL' : `'${text.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`;

/** Bytes in a statement. */
export const sqlBytes = (numbers: Float32Array): string =>
  `X'${Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString('hex')}'`;
