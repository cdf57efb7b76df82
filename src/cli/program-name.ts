import { commands } from './commands/registry.ts';
import { shellWord } from './shell-word.ts';

/** How the program is called here: through npm, as in a checkout, or by its own name, as when it is installed. */
const called = process.env['npm_command'] ? 'npx movierec' : 'movierec';

const commandLine = new RegExp(`(?<!npx )\\bmovierec (${commands.map(({ name }) => name).join('|')})\\b`, 'g');

/** Options that the next command needs as well, to work in the same place on the same data. */
export interface Repeated {
  readonly workspace?: string | undefined;
  readonly dataset?: string | undefined;
}

/** A text with every command line in it as it has to be typed here. */
export function asTyped(text: string, { workspace = '.', dataset }: Repeated): string {
  const where = workspace === '.' ? '' : ` --workspace ${shellWord(workspace)}`;
  const what = dataset === undefined ? '' : ` --dataset ${shellWord(dataset)}`;
  return text.replace(commandLine, (_, command: string) => {
    return `${called} ${command}${where}${command === 'ingest' ? '' : what}`;
  });
}

/** What was given of them on a command line that may be wrong otherwise. */
export function repeatedFrom(args: readonly string[]): Repeated {
  const value = (option: string): string | undefined => {
    const at = args.findIndex((arg) => arg === option || arg.startsWith(`${option}=`));
    return at < 0 ? undefined : args[at] === option ? args[at + 1] : args[at].slice(option.length + 1);
  };
  return { workspace: value('--workspace'), dataset: value('--dataset') };
}
