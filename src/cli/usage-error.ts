import type { CommanderError } from 'commander';
import { MovierecError } from '../errors.ts';
import { commands } from './commands/registry.ts';

/** What commander found wrong with a command line: what, what was probably meant, and where to read on. */
export function usageError({ code, message }: CommanderError, args: readonly string[]): MovierecError {
  const see = `See: ${helpFor(code === 'commander.unknownCommand' ? [] : args)}`;
  if (code === 'commander.help') return new MovierecError('USAGE', 'no command is given.', see);
  const text = message.replace(/^error: /, '');
  const [, what, advice] = /^(.* is invalid\.) (.*)$/s.exec(text) ?? [];
  if (code === 'commander.invalidArgument' && what) return new MovierecError('OPTION_RANGE', what, advice);
  const [found, meant] = text.split('\n');
  const hint = [meant?.replace(/^\((.*)\)$/, '$1'), see].filter(Boolean).join(' ');
  return new MovierecError('USAGE', `${found}.`, hint);
}

/** The command line that shows the help for what was called. */
export function helpFor(args: readonly string[]): string {
  const command = commands.find(({ name }) => args.includes(name));
  return command ? `movierec ${command.name} --help` : 'movierec --help';
}
