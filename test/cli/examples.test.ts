import { describe, expect, test } from 'vitest';
import { Command } from 'commander';
import { commands } from '../../src/cli/commands/registry.ts';
import { parseSettings } from '../../src/cli/parse-settings.ts';
import { buildProgram } from '../../src/cli/program.ts';
import { splitOf } from '../../src/dataset/splits/registry.ts';
import { metricOf } from '../../src/metrics/registry.ts';
import { resolve } from '../../src/models/contract/parameters.ts';
import { definitionOf } from '../../src/models/registry.ts';
import { spaceOf } from '../../src/tuning/space.ts';

/** Every example of every command's help, without the remark that some have at the end of the line. */
const examples = (
  await Promise.all(
    commands.map(async ({ load }) => (await load()).examples.map((example) => example.replace(/ {4,}.*$/, ''))),
  )
).flat();

/** The options and operands of a command line, read by the program's own commands, of which none is run. */
async function read(line: string): Promise<{ name: string; options: Record<string, unknown>; operands: string[] }> {
  const args = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word).slice(1);
  const program = await buildProgram(args, new AbortController().signal);
  const called = program.commands.find((command) => command.name() === args[0]);
  let found: Command | undefined;
  called?.action(() => void (found = called));
  await program.parseAsync(args, { from: 'user' });
  return { name: found!.name(), options: found!.optsWithGlobals(), operands: found!.args };
}

const listed = (value: unknown): string[] => (value === undefined ? [] : [value].flat().map(String));

describe.each(examples)('%s', (example) => {
  test('its command takes its options, and its models, parameters, ranges, metrics and splits are there', async () => {
    const { name, options, operands } = await read(example);
    const models = [...listed(options['model']), ...(name === 'compare' ? operands : [])];
    const settings = parseSettings(listed(options['set']), models);
    for (const model of models) resolve(definitionOf(model), settings[model] ?? {});
    if (options['space']) {
      const ranges = Object.fromEntries(listed(options['space']).map((range) => range.split('=')));
      const fixed = settings[models[0]] ?? {};
      expect(spaceOf(definitionOf(models[0]), { fixed, ranges }).map((dimension) => dimension.name)).toEqual(
        expect.arrayContaining(Object.keys(ranges)),
      );
    }
    const metrics = [options['metric'], options['metrics'], options['by']].flatMap(listed);
    for (const metric of metrics) if (metric !== 'all') metricOf(metric.split('@')[0]);
    for (const split of [options['protocol'], options['split']].flatMap(listed)) splitOf(split);
  });
});

test('there are examples of every command', () => {
  for (const { name } of commands) expect(examples.some((line) => line.startsWith(`movierec ${name}`))).toBe(true);
});
