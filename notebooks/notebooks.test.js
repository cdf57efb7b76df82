import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { execute, notebooks, read } from './execute.js';

/** All that cells put out, but for pictures: those are drawn from the specs beside them. */
const outputsOf = ({ cells }) =>
  cells.flatMap(({ outputs = [] }, at) =>
    outputs.map(({ data: { 'image/png': png, ...data } = {}, ...output }) => ({
      ...{ cell: at, ...output, data },
      hasPicture: png !== undefined,
    })),
  );

test('there are three', () => {
  expect(notebooks.map((name) => name.slice(0, 2))).toEqual(['01', '02', '03']);
});

describe.each(notebooks)('%s', (name) => {
  // On a busy machine the kernel may still lose what a cell puts out; see show.ts.
  const patient = { timeout: 600_000, retry: 2 };
  test('runs from the top without an error, and puts out what is saved with it', patient, async () => {
    expect(outputsOf(await execute(name))).toEqual(outputsOf(await read(name)));
  });

  test('is saved whole: every cell was run in order, every chart has a picture', async () => {
    const { cells } = await read(name);
    const code = cells.filter((cell) => cell.cell_type === 'code');
    expect(code.map((cell) => cell.execution_count)).toEqual(code.map((_, at) => at + 1));
    const outputs = code.flatMap((cell) => cell.outputs);
    expect(outputs.length).toBeGreaterThanOrEqual(5);
    for (const { data } of outputs) {
      if ('application/vnd.vegalite.v5+json' in data) expect(data['image/png']).toMatch(/^iVBORw0KGgo/);
    }
  });

  test('has no path of a machine in it and is small', () => {
    const path = join(import.meta.dirname, name);
    const text = readFileSync(path, 'utf8');
    for (const place of [import.meta.dirname, homedir(), 'file://']) expect(text).not.toContain(place);
    expect(statSync(path).size).toBeLessThan(500_000);
  });
});
