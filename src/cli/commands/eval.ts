import { evaluate, type EvaluateResult, type ModelEvaluation } from '../../stages/evaluate.ts';
import { defineCommand } from '../cli-command.ts';
import { addEvaluationOptions, evaluationOptions } from '../evaluation-options.ts';
import { figuresTable, segmentsText } from '../figures.ts';
import { counted, decimal, freshNote, simulatedNote, whole, wrapped } from '../output.ts';
import { rankingText } from '../ranking.ts';

export const evalCommand = defineCommand({
  examples: [
    'movierec eval --k 10',
    'movierec eval --model svd ease --k 5 10 20 --metrics all',
    'movierec eval --protocol kfold --folds 5 --model svd --set factors=100',
    'movierec eval --model ease --segments      for whom does it work?',
  ],
  configure(command) {
    command.option('--model <name...>', 'the models (default: every trained one)');
    addEvaluationOptions(command);
  },
  run(call, context) {
    return evaluate(evaluationOptions(call, call.options['model'] as string[] | undefined), context);
  },
  show: (result, { options }) =>
    `${heading('Evaluated on', result)}
${figuresTable(result.models, result)}
${remarks(result)}

${rankingText(result)}

${options['segments'] ? segmentsText(result.models) : ''}

Definitions: movierec metrics. All figures: ${result.path}/evaluation.json`.replace(/\n{3,}/g, '\n\n'),
});

/** What was tested how. */
export function heading(what: string, result: EvaluateResult & { fresh?: true }): string {
  const { split, dataset, simulated } = result;
  const afresh =
    split.fitted === 'afresh' ? `, fitted afresh ${split.rounds > 1 ? `${split.rounds} times` : 'once'}` : '';
  const how = split.folds ? `folds ${split.folds.join(', ')} from files` : `split ${split.name}`;
  return `${what} ${dataset}: ${how} with seed ${split.seed}${afresh}${freshNote(result)}
${simulatedNote(simulated)}`;
}

/** What to know of the figures. */
export function remarks(result: EvaluateResult): string {
  const { models, reference, cutoffs, relevant, negatives, timeTravel } = result;
  const good = reference ? `a rating from ${Number(relevant.toPrecision(3))} on` : 'whatever was played or liked';
  const wholeCatalog = models.flatMap(({ model, wholeCatalog: metrics }) => (metrics ? [{ model, metrics }] : []));
  const lists = `Lists of ${new Intl.ListFormat('en').format(cutoffs.map(String))}`;
  return [
    ...(reference
      ? [
          `\nPredicting the mean for everything: RMSE ${decimal(reference.rmse.value)}, MAE ${decimal(reference.mae.value)}.`,
        ]
      : ['']),
    ...(wholeCatalog.length > 0
      ? [
          wrapped(`${lists} out of the held-out films alone; good is ${good}. Out of all films:`),
          figuresTable(wholeCatalog, result),
        ]
      : negatives === null
        ? [wrapped(`${lists} out of all films with a training rating that the person has not rated; good is ${good}.`)]
        : [
            wrapped(
              `${lists} out of each person's good films and ${whole(negatives)} others drawn at random; good is ${good}. Such figures do not compare with those out of all films, and may order models otherwise (Krichene & Rendle 2020).`,
            ),
          ]),
    wrapped(caveats(models).join('\n')),
    ...(timeTravel !== null && timeTravel >= 0.005
      ? [
          wrapped(
            `Time travel: ${timeTravel >= 0.995 ? 'nearly all' : `${(100 * timeTravel).toFixed(0)} % of the`} tested ratings are older than some that the models were fitted on; --protocol temporal tests on what came later.`,
          ),
        ]
      : []),
  ].join('\n');
}

/** What to know of the models, once for all that it holds for. */
function caveats(models: readonly ModelEvaluation[]): string[] {
  const byText = new Map<string, string[]>();
  for (const model of models) {
    const text = caveatsOf(model);
    byText.set(text, [...(byText.get(text) ?? []), model.model]);
  }
  return [...byText].map(([text, names]) => `${names.join(', ')}: ${text}.`);
}

function caveatsOf({ users, pairs, fallback, withoutRelevant, unreachable, meaningless }: ModelEvaluation): string {
  const notes = [
    pairs > 0
      ? `${whole(pairs)} ratings predicted, ${whole(fallback)} of them not by the model itself`
      : 'no ratings predicted: it only ranks',
    ...(withoutRelevant > 0 ? [`${counted(withoutRelevant, 'list')} skipped for want of a good held-out film`] : []),
    ...(unreachable > 0
      ? [`${counted(unreachable, 'good held-out film')} out of reach, as nobody rated them in training`]
      : []),
    ...(users === 1 ? ['with one person there are no intervals and no tests'] : []),
    ...(meaningless.length > 0
      ? [`no figure for ${meaningless.join(', ')}: it has no meaning on what was tested`]
      : []),
  ];
  return `${counted(users, 'person', 'people')}; ${notes.join('; ')}`;
}
