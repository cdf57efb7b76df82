import { MovierecError } from '../errors.ts';

/** https://huggingface.co/docs/safetensors: a length, a JSON header, little-endian arrays. Nothing in it can run. */
const types = {
  F64: Float64Array,
  F32: Float32Array,
  I32: Int32Array,
  U32: Uint32Array,
  U8: Uint8Array,
} as const;
type TypeName = keyof typeof types;

/** The arrays that a model can consist of. */
export type TypedArray = Float64Array | Float32Array | Int32Array | Uint32Array | Uint8Array;
export type Tensors = Readonly<Record<string, TypedArray>>;

interface Entry {
  readonly dtype: TypeName;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** Where the arrays start in a file: at a multiple of this, so that they are aligned for any vector instruction. */
const alignment = 64;

const typeName = (array: TypedArray): TypeName =>
  (Object.keys(types) as TypeName[]).find((name) => array instanceof types[name])!;

/**
 * The same arrays give the same bytes: widest elements first (so that each is aligned without gaps), then by name.
 * `rowLengths` makes an array a matrix with rows of that length; the others are vectors.
 */
export function encodeTensors(tensors: Tensors, rowLengths: Readonly<Record<string, number>> = {}): Uint8Array {
  const entries = Object.entries(tensors).sort(
    ([a, x], [b, y]) => y.BYTES_PER_ELEMENT - x.BYTES_PER_ELEMENT || (a < b ? -1 : 1),
  );
  const header: Record<string, Entry> = {};
  let size = 0;
  for (const [name, array] of entries) {
    const columns = rowLengths[name];
    const shape = columns ? [array.length / columns, columns] : [array.length];
    header[name] = { dtype: typeName(array), shape, data_offsets: [size, size + array.byteLength] };
    size += array.byteLength;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const start = Math.ceil((8 + text.length) / alignment) * alignment;
  const file = new Uint8Array(start + size).fill(0x20, 8, start); // the header is padded with spaces
  new DataView(file.buffer).setBigUint64(0, BigInt(start - 8), true);
  file.set(text, 8);
  for (const [name, array] of entries) {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    file.set(bytes, start + header[name].data_offsets[0]);
  }
  return file;
}

/**
 * The arrays as views into `file`, which starts at the beginning of its buffer: loading costs one read.
 * @throws BAD_FILE when the header and the bytes do not fit
 */
export function decodeTensors(file: Uint8Array): Record<string, TypedArray> {
  try {
    const length = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
    // Node's decoder refuses shared memory, so the header, which is small, is copied out of it.
    const text = new TextDecoder().decode(file.slice(8, 8 + length));
    const header = JSON.parse(text) as Record<string, Entry>;
    return Object.fromEntries(
      Object.entries(header)
        .filter(([name]) => name !== '__metadata__')
        .map(
          ([
            name,
            {
              dtype,
              shape,
              data_offsets: [from, to],
            },
          ]) => {
            const count = shape.reduce((product, side) => product * side, 1);
            if (from + count * types[dtype].BYTES_PER_ELEMENT !== to)
              throw new RangeError(`"${name}" has a wrong size`);
            return [name, new types[dtype](file.buffer as ArrayBuffer, file.byteOffset + 8 + length + from, count)];
          },
        ),
    );
  } catch (cause) {
    throw new MovierecError(
      'BAD_FILE',
      `not a whole safetensors file (${cause instanceof Error ? cause.message : String(cause)}).`,
      'Train the model again.',
    );
  }
}

/** A list of names as an array of the bytes of its JSON, and back. */
export const encodeNames = (names: readonly string[]): Uint8Array => new TextEncoder().encode(JSON.stringify(names));
export const decodeNames = (bytes: TypedArray): string[] => JSON.parse(Buffer.from(bytes).toString()) as string[];
