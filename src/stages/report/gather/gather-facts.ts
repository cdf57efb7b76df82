import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readManifest } from '../../../artifacts/manifest.ts';
import type { Workspace } from '../../../artifacts/workspace.ts';
import type { VegaLiteSpec } from '../../../charts/chart.ts';
import { useSurvey } from '../../../charts/eda/survey.ts';
import type { Context } from '../../../context.ts';
import type { EdaResult } from '../../eda.ts';
import type { EvaluateResult } from '../../evaluate.ts';
import type { Processed } from '../../processed.ts';
import { collectedEvents } from '../../retrain/collect.ts';
import type { SavedModel } from '../../saved-model.ts';
import { addServiceEvents } from '../engagement/add-service-events.ts';
import { measureEngagement } from '../engagement/measure-engagement.ts';
import type { ReportFacts } from '../facts.ts';
import type { ChosenModel } from './choose-model.ts';
import { countData } from './count-data.ts';
import { describeMaking } from './describe-making.ts';
import { listExamples } from './list-examples.ts';
import { measureLatency } from './measure-latency.ts';
import { modelFacts } from './model-facts.ts';

/** What the report is about, found before it is known whether there is anything to write. */
export interface Subject extends ChosenModel {
  readonly data: Processed;
  readonly eda: EdaResult;
  readonly evaluation: EvaluateResult;
  /** Where that stands. */
  readonly evaluated: string;
  /** The honest models, and those fitted on all ratings. */
  readonly saved: readonly SavedModel[];
  /** The model in use. */
  readonly inUse: SavedModel;
}

/** Counts, measures and lists all that the report says; `temporary` is for what does not fit in memory. */
export async function gatherFacts(
  workspace: Workspace,
  { data, eda, evaluation, evaluated, saved, inUse, chosen, why }: Subject,
  temporary: string,
  context: Context,
): Promise<ReportFacts> {
  const { dataset, folder, info } = data;
  const [k] = evaluation.cutoffs;
  const { feedback, simulated, scale, relevant } = info;
  const survey = { dataset, feedback, simulated, scale, relevant };
  const honest = saved.find(({ name, full }) => name === chosen && !full)!;
  const latency = await measureLatency(inUse, k, context);
  const counted = await useSurvey(folder, temporary, survey, context, async (opened) => {
    const tables = await countData(opened);
    await addServiceEvents(opened, collectedEvents(workspace, dataset));
    return {
      data: tables,
      engagement: await measureEngagement(opened, context),
      examples: await listExamples(opened, data, honest, k, context),
    };
  });
  const specs = eda.charts.map(async ({ name, files: [spec] }): Promise<[string, VegaLiteSpec]> => {
    return [name, JSON.parse(await readFile(join(workspace.root, eda.path, spec), 'utf8')) as VegaLiteSpec];
  });
  return {
    dataset,
    written: new Date(context.now()).toISOString().slice(0, 10),
    ingested: (await readManifest(workspace.interim(dataset)))?.result ?? {},
    cleaned: info,
    ...{ eda, evaluation, chosen, why, latency, ...counted },
    charts: new Map(await Promise.all(specs)),
    models: await modelFacts(workspace, data, evaluation.models, saved),
    made: await describeMaking(workspace, data, saved, { chosen, k, folder: evaluated }, context),
  };
}
