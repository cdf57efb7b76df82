import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readInto } from '../artifacts/read-into.ts';
import { decodeNames, decodeTensors, encodeNames, encodeTensors } from '../artifacts/safetensors.ts';
import type { FeatureSet, FilmFeatures } from '../dataset/film-features.ts';

/** What the manifest says of a set that stands in a file of its name. */
export interface FeatureSetRecord {
  readonly name: string;
  readonly weight: number;
}

const fileOf = (name: string): string => `${name}.safetensors`;

/** The files of features, those that models go by. */
export const featureFileNames = (sets: readonly { readonly name: string }[]): string[] =>
  [...sets.map(({ name }) => name), 'vectors'].map(fileOf);

/** Writes a file for each set, and one for the vectors. */
export async function writeFeatures(folder: string, { sets, vectors }: FilmFeatures): Promise<void> {
  for (const { name, features, rows } of sets) {
    const { starts, indexes, values } = rows;
    const tensors = { starts, indexes, values, names: encodeNames(features) };
    await writeFile(join(folder, fileOf(name)), encodeTensors(tensors));
  }
  const { width, values } = vectors;
  await writeFile(join(folder, fileOf('vectors')), encodeTensors({ vectors: values }, { vectors: width }));
}

/**
 * Reads what `writeFeatures` wrote; the arrays are views into the files' bytes, in memory that threads share.
 * @throws MISSING_FILE, BAD_FILE
 */
export async function readFeatures(
  folder: string,
  { sets, width }: { sets: readonly FeatureSetRecord[]; width: number },
): Promise<FilmFeatures> {
  const tensorsOf = async (name: string) => decodeTensors(await readInto(join(folder, fileOf(name)), shared));
  const loaded: FeatureSet[] = [];
  for (const { name, weight } of sets) {
    const { starts, indexes, values, names } = await tensorsOf(name);
    loaded.push({
      ...{ name, weight },
      features: decodeNames(names),
      rows: { starts: starts as Uint32Array, indexes: indexes as Int32Array, values: values as Float32Array },
    });
  }
  const { vectors } = await tensorsOf('vectors');
  return { sets: loaded, vectors: { width, values: vectors as Float32Array } };
}

const shared = (size: number): Uint8Array => new Uint8Array(new SharedArrayBuffer(size));
