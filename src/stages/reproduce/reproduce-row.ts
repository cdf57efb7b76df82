import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runStage } from '../../artifacts/run-stage.ts';
import type { Workspace } from '../../artifacts/workspace.ts';
import type { Context } from '../../context.ts';
import type { Ratings } from '../../dataset/ratings.ts';
import { role } from '../../dataset/splits/role.ts';
import { evaluateRounds } from '../../evaluation/evaluate-rounds.ts';
import type { Estimate } from '../../evaluation/measure.ts';
import { summarizeOutcomes } from '../../evaluation/summarize-outcomes.ts';
import type { StudyRounds } from '../../evaluation/studies/study-rounds.ts';
import type { Settings, StudyPart, StudyRow } from '../../evaluation/studies/study.ts';
import { metricsOf } from '../../metrics/registry.ts';
import { fitModel } from '../../models/contract/fit-model.ts';
import { resolve } from '../../models/contract/parameters.ts';
import { definitionOf } from '../../models/registry.ts';

/** A part's data, ready for its models. */
export interface StudyReady extends StudyRounds {
  readonly ratings: Ratings;
  readonly simulated: boolean;
}

/** Where a row belongs, and what it is made from. */
export interface RowRun {
  readonly workspace: Workspace;
  readonly study: string;
  readonly part: StudyPart;
  readonly row: StudyRow;
  /** Whose settings these are. */
  readonly by: 'paper' | 'ours';
  readonly settings: Settings;
  /** The files of the data set, absolute. */
  readonly inputs: readonly string[];
  readonly force: boolean;
  /** Called only if there is something to compute. */
  ready(): Promise<StudyReady>;
}

/** What a model did under a study's protocol. */
export interface RowResult {
  readonly parameters: Settings;
  readonly figures: Readonly<Record<string, Estimate>>;
  readonly users: number;
  readonly seconds: number;
  /** How many ratings the data set has. */
  readonly ratings: number;
  readonly simulated: boolean;
  readonly remarks: readonly string[];
}

/**
 * Fits and tests one model as a study says, or finds it done: each row is an artifact of its own, so that a run that was
 * killed loses only the row it was at.
 * @throws what fits and evaluations throw
 */
export async function reproduceRow(run: RowRun, context: Context): Promise<RowResult> {
  const { workspace, study, part, row, by, settings, inputs, force } = run;
  const definition = definitionOf(row.model);
  const parameters = resolve(definition, settings);
  const metrics = metricsOf(part.figures.map(nameOf));
  const cutoffs = [...new Set(part.figures.flatMap(cutoffOf))].sort((a, b) => a - b);
  const folder = join(workspace.study(study), 'rows', `${part.data}.${row.name}.${by}`);
  const options = { protocol: part.protocol, figures: part.figures, model: row.model, parameters };
  return runStage(
    { workspace, stage: 'reproduce', dataset: part.data, folder, options, inputs, force },
    context,
    async (temporary): Promise<RowResult> => {
      const { ratings, rounds, relevant, remarks, simulated } = await run.ready();
      context.log(`${part.data}: ${row.title} with ${by === 'paper' ? "the paper's settings" : 'our settings'}`);
      const started = performance.now();
      const trainings = rounds.map(({ roles, candidates }, round) => ({
        ...{ roles, candidates },
        model: () => {
          const training = ratings.filter((at) => roles[at] === role.train);
          // Each fold starts elsewhere: the chance of one start (±.002 of RMSE in svd on 100,000 ratings) averages out.
          return fitModel(definition, training, parameters, { ...context, seed: context.seed + round });
        },
      }));
      const { outcomes } = await evaluateRounds(row.model, trainings, ratings, { metrics, cutoffs, relevant }, context);
      const { users, metrics: figures } = await summarizeOutcomes(outcomes, context);
      const compared = Object.fromEntries(
        part.figures.filter((key) => key in figures).map((key) => [key, figures[key]]),
      );
      const seconds = (performance.now() - started) / 1000;
      const result = { parameters, figures: compared, users, seconds, ratings: ratings.size, simulated, remarks };
      await writeFile(join(temporary, 'row.json'), `${JSON.stringify(result, null, 2)}\n`);
      return result;
    },
  );
}

const nameOf = (key: string): string => key.split('@')[0];
const cutoffOf = (key: string): number[] => (key.includes('@') ? [Number(key.split('@')[1])] : []);
