import { explain } from '../../stages/explain.ts';
import type { Reason } from '../../stages/reasons.ts';
import { defineCommand } from '../cli-command.ts';
import { decimal, simulatedNote, table } from '../output.ts';

/** How many reasons are shown one by one before the others are added up. */
const shown = 10;

export const explainCommand = defineCommand({
  examples: ['movierec explain --user 42 --movie 1', 'movierec explain --ratings my-ratings.csv --movie "Heat (1995)"'],
  configure(command) {
    command
      .option('--user <id>', 'a person of the data set')
      .option('--ratings <file>', 'ratings of someone who is not in the data: CSV with movie (id or title) and rating')
      .requiredOption('--movie <film>', 'an id or a title')
      .option('--model <name>', 'the model (default: the one chosen by run, else the one trained last)');
  },
  run({ workspace, dataset, options }, context) {
    const { user, ratings, movie, model } = options;
    return explain({ workspace, dataset, user, ratings, movie: movie as string, model }, context);
  },
  show({ title, user, model, score, uncertainty, simulated, reasons }) {
    const rest = reasons.slice(shown);
    const rows = reasons.slice(0, shown).map((reason) => [signed(reason.amount), inWords(reason)]);
    if (rest.length > 0) {
      const amount = rest.reduce((sum, reason) => sum + reason.amount, 0);
      rows.push([signed(amount), `${rest.length} smaller reasons together`]);
    }
    const spread = uncertainty === undefined ? '' : ` ± ${decimal(uncertainty)} (one standard deviation)`;
    return `${model} gives ${title} a score of ${decimal(score)}${spread} for ${user === null ? 'you' : `user ${user}`}:
${simulatedNote(simulated)}
${table(['amount', 'because of'], [...rows, [decimal(score), 'score']], ['amount'])}`;
  },
});

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
      return `${reason.feature}`;
    case 'part':
      return `the part ${reason.part}`;
    case 'rest':
      return 'what cannot be ascribed to a rating';
    case 'fallback':
      return 'the film’s general standing: the model has no opinion';
  }
}
