import type { Command } from 'commander';
import type { Workspace } from '../artifacts/workspace.ts';
import type { Context } from '../context.ts';

/** What a command is called with; `options` are commander's, by their camel-case names. */
export interface Call {
  readonly workspace: Workspace;
  readonly dataset: string | undefined;
  readonly force: true | undefined;
  /** What stands on the command line without an option, where the command takes such. */
  readonly operands: readonly string[];
  // Each command knows the types of the options it has declared.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly options: Readonly<Record<string, any>>;
}

/** A thin shell around a stage: its options, the call, and the result as people read it. */
export interface CliCommand<R extends object = object> {
  /** Command lines for the end of `--help`. */
  readonly examples: readonly string[];
  /** What it needs of a workspace that is kept elsewhere, besides the artifacts of the data set; or that it needs none. */
  readonly needs?: readonly ('raw' | 'service')[] | 'no workspace';
  configure(command: Command): void;
  run(call: Call, context: Context): Promise<R>;
  /** Text for a terminal; `--json` prints the result itself. */
  show(result: R, call: Call): string;
  /** Whether what was found out is bad news, for the exit code; without it, it never is. */
  failed?(result: R): boolean;
}

/** Lets TypeScript infer the type of the result. */
export const defineCommand = <R extends object>(command: CliCommand<R>): CliCommand => command;
