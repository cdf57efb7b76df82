import { expect, test } from 'vitest';
import { decodeTensors, encodeTensors, type TypedArray } from '../../src/artifacts/safetensors.ts';

const tensors = {
  bytes: Uint8Array.of(1, 2, 3),
  zebra: Float32Array.of(0.5, -0, NaN, Infinity, 1e-45, 7),
  doubles: Float64Array.of(Math.PI),
  ants: Int32Array.of(-1, 2 ** 31 - 1),
  none: Float32Array.of(),
  counts: Uint32Array.of(2 ** 32 - 1),
};
const file = encodeTensors(tensors, { zebra: 2, none: 5 });

/** The format as its specification says, by hand: 8 bytes of length, that much JSON, then the data. */
function parts(bytes: Uint8Array) {
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const text = Buffer.from(bytes.subarray(8, 8 + length)).toString();
  type Entry = { dtype: string; shape: number[]; data_offsets: [number, number] };
  return { length, text, header: JSON.parse(text) as Record<string, Entry>, data: bytes.slice(8 + length) };
}

test('data start at a multiple of 64, the header padded with spaces', () => {
  const { length, text } = parts(file);
  expect((8 + length) % 64).toBe(0);
  expect(text).toMatch(/^\{.*\} *$/);
});

test('largest elements stand first, then by name, without gaps, each aligned', () => {
  const { header, data } = parts(file);
  const entries = Object.entries(header).sort(([, a], [, b]) => a.data_offsets[0] - b.data_offsets[0]);
  expect(entries.map(([name]) => name)).toEqual(['doubles', 'ants', 'counts', 'none', 'zebra', 'bytes']);
  let end = 0;
  for (const [, { data_offsets }] of entries) {
    expect(data_offsets[0]).toBe(end);
    end = data_offsets[1];
  }
  expect(end).toBe(data.length);
});

test('the numbers are little-endian at their places, and matrices have two dimensions', () => {
  const { header, data } = parts(file);
  const view = new DataView(data.buffer);
  const at = (name: string): number => header[name].data_offsets[0];
  expect(view.getFloat64(at('doubles'), true)).toBe(Math.PI);
  expect([0, 4].map((byte) => view.getInt32(at('ants') + byte, true))).toEqual([-1, 2 ** 31 - 1]);
  expect(view.getUint32(at('counts'), true)).toBe(2 ** 32 - 1);
  expect([0, 4, 8, 12, 16, 20].map((byte) => view.getFloat32(at('zebra') + byte, true))).toEqual([...tensors.zebra]);
  expect([...data.subarray(at('bytes'))]).toEqual([1, 2, 3]);
  expect(header).toMatchObject({
    doubles: { dtype: 'F64', shape: [1] },
    ants: { dtype: 'I32', shape: [2] },
    counts: { dtype: 'U32', shape: [1] },
    zebra: { dtype: 'F32', shape: [3, 2] },
    none: { dtype: 'F32', shape: [0, 5] },
    bytes: { dtype: 'U8', shape: [3] },
  });
});

test('what is read back is what was written, to the bit, as views of the file', () => {
  const back = decodeTensors(file);
  expect(Object.keys(back).sort()).toEqual(Object.keys(tensors).sort());
  for (const [name, array] of Object.entries<TypedArray>(tensors)) {
    expect(back[name].constructor).toBe(array.constructor);
    expect(back[name]).toEqual(array);
    expect(back[name].buffer).toBe(file.buffer);
  }
});

test('a file in shared memory is read, and one with metadata from other programs', () => {
  const shared = new Uint8Array(new SharedArrayBuffer(file.length));
  shared.set(file);
  expect(decodeTensors(shared)['ants']).toEqual(tensors.ants);
  const header = '{"__metadata__":{"format":"pt"},"x":{"dtype":"U8","shape":[],"data_offsets":[0,1]}}';
  const foreign = new Uint8Array(8 + header.length + 1).fill(9);
  new DataView(foreign.buffer).setBigUint64(0, BigInt(header.length), true);
  foreign.set(new TextEncoder().encode(header), 8);
  expect(decodeTensors(foreign)).toEqual({ x: Uint8Array.of(9) });
});

test('the order in which arrays are given does not change a byte', () => {
  const reversed = Object.fromEntries(Object.entries(tensors).reverse());
  expect(encodeTensors(reversed, { zebra: 2, none: 5 })).toEqual(file);
});

test('an array that is part of a larger one is written alone', () => {
  const part = Float32Array.of(1, 2, 3, 4).subarray(1, 3);
  expect(decodeTensors(encodeTensors({ part }))['part']).toEqual(Float32Array.of(2, 3));
});

test.each([0, 7, 8, 40, file.length - 1])('a file cut off after %i bytes is refused', (length) => {
  expect(() => decodeTensors(file.slice(0, length))).toThrow(expect.objectContaining({ code: 'BAD_FILE' }) as Error);
});

const altered = (from: string, to: string): Uint8Array => {
  const text = Buffer.from(file).toString('latin1');
  expect(text).toContain(from);
  expect(to).toHaveLength(from.length);
  return Uint8Array.from(Buffer.from(text.replace(from, to), 'latin1'));
};
test.each([
  ['an unknown type', altered('"F64"', '"F99"')],
  ['a size that does not fit the shape', altered('"shape":[3,2]', '"shape":[3,3]')],
  ['a place outside the file', altered('"data_offsets":[0,8]', '"data_offsets":[9,8]')],
  ['a header that is not JSON', altered('{"', '["')],
  ['a header of absurd length', Uint8Array.from(file, (byte, at) => (at < 8 ? 255 : byte))],
  ['no header', new Uint8Array(64)],
])('%s is refused', (_, bytes) => {
  expect(() => decodeTensors(bytes)).toThrow(expect.objectContaining({ code: 'BAD_FILE' }) as Error);
});
