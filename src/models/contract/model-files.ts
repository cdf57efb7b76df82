import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { readInto } from '../../artifacts/read-into.ts';
import {
  decodeNames,
  decodeTensors,
  encodeNames,
  encodeTensors,
  type TypedArray,
} from '../../artifacts/safetensors.ts';
import { Ids } from '../../dataset/ids.ts';
import type { Rows } from '../../dataset/rows.ts';
import { MovierecError } from '../../errors.ts';
import { Arena } from '../../kernels/arena.ts';
import { isNames, type Definition, type State } from './define-model.ts';
import { Model } from './model.ts';

/** The version of the two files' layout. */
const format = 2;
/** A millisecond's worth or two. */
const hashedAtOnce = 1 << 20;

/** model.json: what people read. The arrays are in model.safetensors beside it. */
const description = z.object({
  format: z.number(),
  model: z.string(),
  parameters: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
  feedback: z.enum(['explicit', 'implicit']),
  scale: z.object({ min: z.number(), max: z.number() }),
  relevant: z.number(),
  mean: z.number(),
  numbers: z.record(z.string(), z.number()),
  tensors: z.object({ bytes: z.number(), sha256: z.string() }),
});

/**
 * Writes a model into a folder: `model.json` and `model.safetensors`. No clock, path or thread count in them: the same
 * fit gives the same bytes.
 */
export async function saveModel({ definition, parameters, state, seen }: Model, folder: string): Promise<void> {
  const numbers: Record<string, number> = {};
  const arrays: Record<string, TypedArray> = {};
  const rowLengths: Record<string, number> = {};
  for (const [name, value] of Object.entries(state)) {
    if (typeof value === 'number') numbers[name] = value;
    else if (isNames(value)) arrays[`names.${name}`] = encodeNames(value);
    else arrays[`state.${name}`] = value;
  }
  for (const [name, width] of Object.entries(matricesOf(definition, state))) {
    if (name in state) rowLengths[`state.${name}`] = state[width] as number;
  }
  const { users, items, scale, feedback, relevant, histories, counts, standing, mean } = seen;
  const tensors = encodeTensors(
    {
      ...arrays,
      'seen.users': encodeNames(users.names),
      'seen.items': encodeNames(items.names),
      'seen.starts': histories.starts,
      'seen.indexes': histories.indexes,
      'seen.values': histories.values,
      ...(histories.times && { 'seen.times': histories.times }),
      'seen.counts': counts,
      'seen.standing': standing,
    },
    rowLengths,
  );
  const about: z.infer<typeof description> = {
    format,
    model: definition.name,
    parameters,
    feedback,
    scale,
    relevant,
    mean,
    numbers,
    tensors: { bytes: tensors.length, sha256: await sha256(tensors) },
  };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'model.safetensors'), tensors);
  await writeFile(join(folder, 'model.json'), `${JSON.stringify(about, null, 2)}\n`);
}

/**
 * Reads what `saveModel` wrote, the arrays as views into one arena. Nothing in the files can run.
 * @throws MISSING_ARTIFACT where a file is not there; BAD_FILE for one that is cut off, altered, from a newer version, or
 *   of another model than the `expected` one; UNKNOWN_MODEL
 */
export async function loadModel(
  folder: string,
  definitionOf: (name: string) => Definition,
  expected?: string,
): Promise<Model> {
  const about = parseDescription(await readFile(join(folder, 'model.json'), 'utf8').catch(missing), folder);
  if (expected !== undefined && about.model !== expected) {
    throw new MovierecError(
      'BAD_FILE',
      `${join(folder, 'model.json')} is of the model "${about.model}", not of "${expected}".`,
      `Run: movierec train --model ${expected} --force`,
    );
  }
  const file = await readShared(join(folder, 'model.safetensors')).catch(missing);
  if (file.length !== about.tensors.bytes || (await sha256(file)) !== about.tensors.sha256) {
    throw new MovierecError(
      'BAD_FILE',
      `${join(folder, 'model.safetensors')} is not the file that its model.json describes.`,
      `Run: movierec train --model ${about.model} --force`,
    );
  }
  const { 'seen.times': times, ...tensors } = decodeTensors(file);
  const named = (prefix: string): [string, TypedArray][] =>
    Object.entries(tensors).flatMap(([name, array]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), array]] : [],
    );
  const lists = named('names.').map(([name, bytes]) => [name, decodeNames(bytes)] as const);
  const histories = {
    starts: tensors['seen.starts'],
    indexes: tensors['seen.indexes'],
    values: tensors['seen.values'],
    ...(times && { times }),
  } as Rows;
  const { scale, feedback, relevant, mean, numbers, parameters } = about;
  return new Model(
    definitionOf(about.model),
    parameters,
    { ...numbers, ...Object.fromEntries([...named('state.'), ...lists]) },
    {
      ...{ scale, feedback, relevant, mean, histories },
      users: new Ids(decodeNames(tensors['seen.users'])),
      items: new Ids(decodeNames(tensors['seen.items'])),
      counts: tensors['seen.counts'] as Uint32Array,
      standing: tensors['seen.standing'] as Float32Array,
    },
  );
}

function missing(error: NodeJS.ErrnoException): never {
  if (error.code !== 'ENOENT') throw error;
  throw new MovierecError(
    'MISSING_ARTIFACT',
    `there is no file ${error.path}.`,
    'Train the model again, with --force.',
  );
}

function parseDescription(text: string, folder: string): z.infer<typeof description> {
  const bad = (why: string): MovierecError =>
    new MovierecError('BAD_FILE', `${join(folder, 'model.json')} ${why}.`, 'Train the model again, with --force.');
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw bad('is not JSON');
  }
  const version = (content as { format?: unknown } | null)?.format;
  if (typeof version === 'number' && version !== format) {
    throw bad(`is from ${version > format ? 'a newer' : 'an older'} version of movierec`);
  }
  const parsed = description.safeParse(content);
  if (!parsed.success) throw bad(`does not describe a model (${z.prettifyError(parsed.error).split('\n')[0]})`);
  return parsed.data;
}

/** A file's bytes in an arena of their own, where kernels can work on the arrays as they stand. */
const readShared = (path: string): Promise<Uint8Array> => readInto(path, (size) => new Arena(size + 64).room(size));

/** In parts, between which requests get their turn: a service reads a new model while it answers with the old one. */
async function sha256(bytes: Uint8Array): Promise<string> {
  const hash = createHash('sha256');
  for (let at = 0; at < bytes.length; at += hashedAtOnce) {
    hash.update(bytes.subarray(at, at + hashedAtOnce));
    await setImmediate();
  }
  return hash.digest('hex');
}

const matricesOf = ({ matrices = {} }: Definition, state: State): Readonly<Record<string, string>> =>
  typeof matrices === 'function' ? matrices(state) : matrices;
