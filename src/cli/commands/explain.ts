import { explain } from '../../stages/explain.ts';
import { isPersonal } from '../../stages/reasons/personal.ts';
import { mainReasons } from '../../stages/reasons/main-reasons.ts';
import type { Reason } from '../../stages/reasons/reasons-of.ts';
import { defineCommand } from '../cli-command.ts';
import { decimal, simulatedNote, table, wrapped } from '../output.ts';
import { addPersonOptions, nameOf, personIn, understoodAs } from '../person-options.ts';

/** How many reasons are shown one by one before the others are added up. */
const shown = 10;

export const explainCommand = defineCommand({
  examples: [
    'movierec explain --user 42 --movie 1',
    'movierec explain --ratings my-ratings.csv --movie "Heat (1995)"',
    'movierec explain --likes alien "blade runner" --movie "Aliens (1986)"',
  ],
  configure(command) {
    addPersonOptions(command);
    command
      .requiredOption('--movie <film>', 'an id or a title')
      .option('--model <name>', 'the model (default: the one chosen by run, else the one trained last)');
  },
  run({ workspace, dataset, options }, context) {
    const { movie, model } = options;
    return explain({ workspace, dataset, ...personIn(options), movie: movie as string, model }, context);
  },
  show({ title, user, model, score, uncertainty, simulated, reasons, why, understood }) {
    const rest = reasons.slice(shown);
    const rows = reasons.slice(0, shown).map((reason) => [signed(reason.amount), inWords(reason)]);
    if (rest.length > 0) {
      const amount = rest.reduce((sum, reason) => sum + reason.amount, 0);
      rows.push([signed(amount), `${rest.length} smaller reasons together`]);
    }
    const spread = uncertainty === undefined ? '' : ` ± ${decimal(uncertainty)} (one standard deviation)`;
    const remark = [understoodAs(understood), simulatedNote(simulated).trim(), wrapped(why)].filter(Boolean);
    return `${model} gives ${title} a score of ${decimal(score)}${spread} for ${nameOf(user)}:
${remark.map((text) => `\n${text}\n`).join('')}
${table(['amount', 'because of'], [...rows, [decimal(score), 'score']], ['amount'])}`;
  },
});

/** What most speaks for the film in a part of the model. */
function inside({ reasons = [], amount }: Reason): string {
  const main = amount > 0 ? mainReasons(reasons).filter(isPersonal) : [];
  const names = main.map(({ title, feature, user }) => title ?? feature ?? `user ${user}`);
  return names.length > 0 ? `: ${names.join('; ')}` : '';
}

const signed = (amount: number): string => `${amount < 0 ? '−' : '+'}${Math.abs(amount).toFixed(3)}`;

function inWords(reason: Reason): string {
  switch (reason.because) {
    case 'average':
      return 'the average rating of everything';
    case 'item':
      return 'how this film is liked in general';
    case 'user':
      return 'how this person rates in general';
    case 'rated':
      return `the rating of ${reason.title}`;
    case 'neighbor':
      return `user ${reason.user}, who is of like taste`;
    case 'feature':
      return `films ${reason.feature}${reason.shared?.length ? `, such as ${reason.shared.slice(0, 2).join(' and ')}` : ''}`;
    case 'part':
      return `the part ${reason.part}${inside(reason)}`;
    case 'rest':
      return 'what cannot be ascribed to a rating';
    case 'fallback':
      return 'the film’s general standing: the model has no opinion';
  }
}
