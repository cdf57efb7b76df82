import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { manifestName, readManifest } from '../artifacts/manifest.ts';
import { runStage, type Fresh } from '../artifacts/run-stage.ts';
import { writeFileWhole } from '../artifacts/write-file.ts';
import type { Context } from '../context.ts';
import { MovierecError } from '../errors.ts';
import { logName } from '../tuning/trial-log.ts';
import { eda } from './eda.ts';
import { trainedModels } from './evaluation/chosen-models.ts';
import { factsOf, requireProcessed, type StageOptions } from './processed.ts';
import { chooseModel } from './report/gather/choose-model.ts';
import { evaluationForReport } from './report/gather/evaluation-for-report.ts';
import { gatherFacts, type Subject } from './report/gather/gather-facts.ts';
import { collectedEvents } from './retrain/collect.ts';
import { reportDocument } from './report/report-document.ts';
import { reportFormats, type ReportFormat, writeReport } from './report/write-report.ts';
import { summaryOf } from './report/summary-of.ts';
import { verdictOf, type Usefulness } from './report/verdict.ts';
import { requireK } from './require-k.ts';
import { isFittedOn, modelForUse, savedModels } from './saved-model.ts';

export { reportFormats, type ReportFormat } from './report/write-report.ts';

export interface ReportOptions extends StageOptions {
  /** The model that the report is about; without it, the one that `run` chose, else the best. */
  readonly model?: string | undefined;
  /** The length of the lists that are judged; without it, that of the last evaluation. */
  readonly k?: number | undefined;
  /** Formats besides HTML; those that were made the last time are made again in any case. */
  readonly format?: readonly ReportFormat[] | undefined;
}

export interface ReportResult {
  readonly dataset: string;
  readonly simulated: boolean;
  readonly model: string;
  readonly verdict: Usefulness;
  /** Five sentences, from the figures. */
  readonly summary: readonly string[];
  readonly sections: readonly { readonly id: string; readonly title: string }[];
  /** In the artifact's folder, with their sizes in bytes. */
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  /** To gather the figures, and to write the files. */
  readonly seconds: { readonly gathering: number; readonly writing: number };
  /** Relative to the workspace: the artifact's folder, and what is to be read. */
  readonly path: string;
  readonly page: string;
  readonly pdf?: string;
}

/**
 * The stakeholders' report: whether the recommendations are good enough, for whom not, and what to do next, as one
 * self-contained page at reports/<set>/report.html (with PDF, report.pdf beside it). What it needs of charts and figures
 * and is not there is made; models have to be trained before.
 * @throws MISSING_ARTIFACT, UNKNOWN_DATASET, UNKNOWN_MODEL, STALE_MODEL, OPTION_RANGE, USAGE for an unknown format
 */
export async function report(options: ReportOptions, context: Context): Promise<Fresh<ReportResult>> {
  const { workspace, force = false } = options;
  requireFormats(options.format);
  if (options.k !== undefined) requireK(options.k);
  const data = await requireProcessed(options, context);
  const { dataset, folder: processed, info } = data;
  const subject = await subjectOf(options, data, context);
  const { chosen, why, evaluation, evaluated, inUse } = subject;
  const folder = workspace.report(dataset, 'report');
  const before = (await readManifest(folder))?.options['formats'] as ReportFormat[] | undefined;
  const formats = reportFormats.filter(
    (one) => one === 'html' || before?.includes(one) || options.format?.includes(one),
  );
  const { rejected, coverage, from } = (await readManifest(workspace.interim(dataset)))?.result ?? {};

  const searches = evaluation.models.flatMap(({ model }) =>
    ['best.json', logName].map((file) => join(workspace.tuning(dataset, model), file)),
  );
  const measured = workspace.report(dataset, 'benchmark');
  const benchmarks = (await readdir(measured).catch(() => [])).map((name) => join(measured, name, manifestName));

  const result = await runStage(
    {
      ...{ workspace, stage: 'report', dataset, folder, force },
      options: { model: chosen, why, formats, data: factsOf(info), ingested: { rejected, coverage, from } },
      inputs: [
        ...data.manifest.outputs.map(({ path }) => join(processed, path)),
        ...subject.eda.charts.map(({ files: [spec] }) => join(workspace.root, subject.eda.path, spec)),
        join(evaluated, 'evaluation.json'),
        ...inUse.manifest.outputs.map(({ path }) => join(inUse.folder, path)),
        ...[...searches, ...benchmarks, collectedEvents(workspace, dataset)].filter(existsSync),
      ],
    },
    context,
    async (temporary): Promise<ReportResult> => {
      const started = performance.now();
      context.log('Gathering what the report says');
      const facts = await gatherFacts(workspace, subject, temporary, context);
      const gathered = performance.now();
      const document = reportDocument(facts);
      context.log(`Writing the report: ${formats.join(', ')}`);
      const paths = await writeReport(document, temporary, formats);
      const sizes = paths.map(async (path) => ({ path, bytes: (await stat(join(temporary, path))).size }));
      const beside = (name: string): string => relative(workspace.root, workspace.report(dataset, name));
      return {
        ...{ dataset, simulated: info.simulated, model: chosen },
        verdict: verdictOf(facts),
        summary: summaryOf(facts),
        sections: document.sections.map(({ id, title }) => ({ id, title })),
        files: await Promise.all(sizes),
        seconds: { gathering: (gathered - started) / 1000, writing: (performance.now() - gathered) / 1000 },
        path: relative(workspace.root, folder),
        page: beside(pageName),
        ...(formats.includes('pdf') && { pdf: beside('report.pdf') }),
      };
    },
  );
  for (const name of [pageName, ...(result.pdf ? ['report.pdf'] : [])]) {
    const content = await readFile(join(folder, name));
    const path = workspace.report(dataset, name);
    // What is as it should be is not written again: the workspace may be one that can only be read.
    if (!(await readFile(path).catch(() => undefined))?.equals(content)) await writeFileWhole(path, content);
  }
  return result;
}

const pageName = 'report.html';

/** Finds, or makes, all that the report is about. */
async function subjectOf(options: ReportOptions, data: Subject['data'], context: Context): Promise<Subject> {
  const { workspace, k, force } = options;
  const { dataset } = data;
  const names = await trainedModels(workspace, data, context);
  if (names.length === 0) {
    const message = `no model is trained for "${dataset}", so there is nothing to report on.`;
    throw new MovierecError('MISSING_ARTIFACT', message, `Run: movierec run --dataset ${dataset}, or movierec train`);
  }
  const saved = (await savedModels(workspace, dataset, { full: true })).filter((model) => isFittedOn(model, data));
  const honest = names.map((name) => saved.find((model) => model.name === name && !model.full)!);
  const { fresh: _, ...charts } = await eda({ workspace, dataset }, context);
  const { evaluation, folder: evaluated } = await evaluationForReport(
    { workspace, dataset, k, force },
    data,
    honest,
    context,
  );
  const chosen = await chooseModel(options, data, evaluation, context);
  const inUse = await modelForUse(workspace, data, chosen.chosen);
  return { ...{ data, eda: charts, evaluation, evaluated, saved, inUse }, ...chosen };
}

/** @throws USAGE */
function requireFormats(formats: readonly string[] = []): void {
  const wrong = formats.find((format) => !(reportFormats as readonly string[]).includes(format));
  if (wrong === undefined) return;
  throw new MovierecError('USAGE', `no format "${wrong}".`, `There are: ${reportFormats.join(', ')}.`);
}
