import { metricOfFigure } from '../metrics/registry.ts';
import type { EvaluateResult, ModelEvaluation } from '../stages/evaluate.ts';
import { figuresTable } from './figures.ts';
import { counted, decimal, freshNote, simulatedNote, whole, wrapped } from './output.ts';

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
  const { reference, timeTravel, tuned } = result;
  return [
    '',
    ...(reference
      ? [
          `Predicting the mean for everything: RMSE ${decimal(reference.rmse.value)}, MAE ${decimal(reference.mae.value)}.`,
        ]
      : []),
    ...aboutLists(result),
    wrapped(caveats(result).join('\n')),
    ...(timeTravel !== null && timeTravel >= 0.005
      ? [
          wrapped(
            `Time travel: ${timeTravel >= 0.995 ? 'nearly all' : `${(100 * timeTravel).toFixed(0)} % of the`} tested ratings are older than some that the models were fitted on; --protocol temporal tests on what came later.`,
          ),
        ]
      : []),
    ...(tuned.length > 0
      ? [
          wrapped(
            `Tuned on these very ratings: the parameters of ${tuned.join(', ')} were chosen by some of the ratings tested here, which flatters them. On what clean held out they are not: leave out the protocol.`,
          ),
        ]
      : []),
  ].join('\n');
}

/** What the lists were made of; nothing where no metric looks at them. */
function aboutLists(result: EvaluateResult): string[] {
  const { models, reference, cutoffs, relevant, negatives } = result;
  if (!models.some(({ metrics }) => Object.keys(metrics).some((key) => key.includes('@')))) return [];
  const good = reference ? `a rating from ${Number(relevant.toPrecision(3))} on` : 'whatever was played or liked';
  const wholeCatalog = models.flatMap(({ model, wholeCatalog: metrics }) => (metrics ? [{ model, metrics }] : []));
  const lists = `Lists of ${new Intl.ListFormat('en').format(cutoffs.map(String))}`;
  if (wholeCatalog.length > 0) {
    return [
      wrapped(`${lists} out of the held-out films alone; good is ${good}. Out of all films:`),
      figuresTable(wholeCatalog, result),
    ];
  }
  if (negatives === null) {
    return [
      wrapped(`${lists} out of all films with a training rating that the person has not rated; good is ${good}.`),
    ];
  }
  const others =
    typeof negatives === 'number'
      ? `${whole(negatives)} others drawn at random, if there are so many`
      : `those of ${negatives}`;
  return [
    wrapped(
      `${lists} out of each person's good films and ${others}; good is ${good}. Such figures do not compare with those out of all films, and may order models otherwise (Krichene & Rendle 2020).`,
    ),
  ];
}

/** What to know of the models, once for all that it holds for. */
function caveats({ models }: EvaluateResult): string[] {
  const byText = new Map<string, string[]>();
  for (const model of models) {
    const text = caveatsOf(model);
    byText.set(text, [...(byText.get(text) ?? []), model.model]);
  }
  return [...byText].map(([text, names]) => `${names.join(', ')}: ${text}.`);
}

function caveatsOf(model: ModelEvaluation): string {
  const { users, pairs, fallback, lists, filled, withoutRelevant, withoutCandidates, unreachable, meaningless } = model;
  const notes = [
    pairs > 0
      ? `${counted(pairs, 'rating')} predicted, ${whole(fallback)} of them not by the model itself`
      : 'no ratings predicted: it only ranks',
    ...(withoutRelevant > 0 ? [`${counted(withoutRelevant, 'list')} skipped for want of a good held-out film`] : []),
    ...(withoutCandidates > 0 ? [`${counted(withoutCandidates, 'list')} skipped, as all films are rated already`] : []),
    ...(filled > 0
      ? [`${filled === lists ? 'all lists' : counted(filled, 'list')} filled up with films that it has no opinion on`]
      : []),
    ...(unreachable > 0
      ? [`${counted(unreachable, 'good held-out film')} out of reach, as nobody rated them in training`]
      : []),
    ...(users === 1 ? ['with one person there are no intervals and no tests'] : []),
    ...withoutFigures(meaningless),
  ];
  return `${counted(users, 'person', 'people')}; ${notes.join('; ')}`;
}

/** Which figures there are none of, reason by reason. */
function withoutFigures(keys: readonly string[]): string[] {
  const byReason = new Map<string, string[]>();
  for (const key of keys) {
    const reason = metricOfFigure(key).noneWhere ?? 'it has no meaning on what was tested';
    byReason.set(reason, [...(byReason.get(reason) ?? []), key]);
  }
  return [...byReason].map(([reason, names]) => `no ${names.join(', ')}, as ${reason}`);
}
