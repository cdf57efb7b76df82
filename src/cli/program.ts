import { Command, Option } from 'commander';
import { versions } from '../artifacts/versions.ts';
import { MovierecError } from '../errors.ts';
import type { CliCommand } from './cli-command.ts';
import { commands } from './commands/registry.ts';
import { createTerminalContext } from './terminal-context.ts';
import { folderHere } from './folder-here.ts';
import { integer } from './numbers.ts';
import { asTyped } from './program-name.ts';
import { withFetchedPaths } from './with-fetched-paths.ts';

interface GlobalOptions {
  readonly workspace: string;
  readonly cache?: string;
  readonly dataset?: string;
  readonly config?: string;
  readonly seed?: number;
  readonly threads?: number;
  readonly force?: true;
  readonly json?: true;
  readonly quiet?: true;
}

/**
 * The program with all its commands. Only the command that is called is loaded with its options; of the others the name
 * and a sentence are enough, so that help is quick.
 */
export async function buildProgram(args: readonly string[], signal: AbortSignal): Promise<Command> {
  const program = new Command('movierec')
    .description('From raw film ratings to recommendations that people trust.')
    .version(versions['movierec'])
    .option('--workspace <dir>', 'the folder that holds data, models and reports, or s3://BUCKET/PREFIX', '.')
    .option('--cache <dir>', 'where copies of what is in buckets are kept (default: movierec in the XDG cache folder)')
    .option('--dataset <name>', 'the data set; without it, the one ingested last')
    .option('--config <file>', 'settings for run (default: movierec.yaml in the workspace)')
    .option('--seed <n>', 'the seed of all random numbers (default: 42)', integer(0, 2 ** 32 - 1))
    .option('--threads <n>', 'how many threads may compute (default: all cores)', integer(1, 256))
    .option('--force', 'do it again even where nothing has changed')
    .option('--json', 'print the result as JSON on standard output, and nothing else')
    .option('--quiet', 'no progress and no remarks')
    .addOption(new Option('--debug', 'show where an error came from'))
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeErr: () => undefined })
    .exitOverride()
    .addHelpText('after', '\nStart with:\n  movierec demo\n  movierec <command> --help');

  for (const { name, summary, load } of commands) {
    const command = program.command(name).summary(summary).description(`${summary}.`).copyInheritedSettings(program);
    if (args.includes(name)) connect(command, await load(), signal);
  }
  return program;
}

function connect(command: Command, cliCommand: CliCommand, signal: AbortSignal): void {
  const { configure, run, show, failed, examples, needs } = cliCommand;
  configure(command);
  const required = command.options.filter(({ mandatory }) => mandatory);
  // Commander would look for these before it looks at a misspelled option, which may be the one that is missing.
  for (const option of required) option.mandatory = false;
  command.allowExcessArguments();
  const most = command.registeredArguments.some(({ variadic }) => variadic)
    ? Infinity
    : command.registeredArguments.length;
  command.addHelpText('after', `\nExamples:\n${examples.map((example) => `  ${example}`).join('\n')}`);
  command.action(async () => {
    const options = command.optsWithGlobals<GlobalOptions & Record<string, unknown>>();
    const see = `See: movierec ${command.name()} --help`;
    const excess = command.args[most];
    if (excess !== undefined) throw new MovierecError('USAGE', `"${excess}" belongs to no option.`, see);
    const missing = required.find((option) => options[option.attributeName()] === undefined);
    if (missing) throw new MovierecError('USAGE', `${missing.flags} is missing: ${missing.description}.`, see);
    if (options.cache !== undefined) folderHere(options.cache, '--cache');
    const { context, close } = await createTerminalContext(options, signal);
    const { inWorkspace } = await import('./in-workspace.ts');
    try {
      const { dataset, force } = options;
      const fetched = await withFetchedPaths(command, options, context);
      const given = { dataset, force, operands: command.args };
      const { result, call } = await inWorkspace(options, needs, context, async (workspace) => ({
        result: await run({ ...given, workspace, options: fetched }, context),
        call: { ...given, workspace, options },
      }));
      close();
      process.stdout.write(
        options.json ? `${JSON.stringify(result, null, 2)}\n` : `${asTyped(show(result, call).trimEnd(), options)}\n`,
      );
      if (failed?.(result)) process.exitCode = 1;
    } finally {
      close();
    }
  });
}
