import { join, relative } from 'node:path';
import type { Workspace } from '../artifacts/workspace.ts';
import { writeFileWhole } from '../artifacts/write-file.ts';
import type { Context } from '../context.ts';
import { MovierecError } from '../errors.ts';
import { dataOf, studyOf } from '../evaluation/studies/registry.ts';
import type { Study } from '../evaluation/studies/study.ts';
import { findStudyData, neededFor } from './reproduce/find-study-data.ts';
import { isWanted, reproducePart, type ReproducedPart } from './reproduce/reproduce-part.ts';
import { studyMarkdown } from './reproduce/study-markdown.ts';

export interface ReproduceOptions {
  readonly workspace: Workspace;
  readonly study: string;
  /** A data set's folder, or one that holds several. */
  readonly data: string;
  /** Names of rows or models; all of the study unless given. */
  readonly only?: readonly string[] | undefined;
  /** Whose settings; both unless given. */
  readonly settings?: 'paper' | 'ours' | undefined;
  readonly force?: boolean | undefined;
}

export interface ReproduceResult {
  readonly study: string;
  readonly title: string;
  readonly summary: string;
  readonly seed: number;
  readonly parts: readonly ReproducedPart[];
  readonly path: string;
}

/**
 * Runs a published experiment with its protocol and puts our figures beside the published ones, with the paper's
 * settings and with ours. What there is no data or no model for is left out by name. Writes study.json and study.md, which
 * hold what was asked for, to reports/studies/<study>/; rows that are done are kept there and not computed again.
 * @throws USAGE for a study or row there is not, MISSING_FILE where none of its data is there, and what `ingest`,
 *   `readFoldFiles` and `readNegatives` throw
 */
export async function reproduce(options: ReproduceOptions, context: Context): Promise<ReproduceResult> {
  const { workspace, data: folder } = options;
  const study = studyOf(options.study);
  requireRows(study, options.only);
  const wanted = study.parts.map((part) => dataOf(part.data));
  const found = await findStudyData(folder, wanted);
  if (found.size === 0) {
    const hint = `Give with --data ${wanted.map(neededFor).join(', or ')}, or what holds such folders.`;
    throw new MovierecError('MISSING_FILE', `${folder} has none of the data of the study "${study.name}".`, hint);
  }
  const parts: ReproducedPart[] = [];
  const { name, title, summary } = study;
  const { only, settings, force } = options;
  for (const part of study.parts) {
    const run = { workspace, study: name, part, folder: found.get(part.data), only, settings, force };
    parts.push(await reproducePart(run, context));
  }
  const path = relative(workspace.root, workspace.study(name));
  const result = { study: name, title, summary, seed: context.seed, parts, path };
  await writeFileWhole(join(workspace.study(name), 'study.json'), `${JSON.stringify(result, null, 2)}\n`);
  await writeFileWhole(join(workspace.study(name), 'study.md'), studyMarkdown(result));
  return result;
}

function requireRows({ name, parts }: Study, only: readonly string[] = []): void {
  const rows = parts.flatMap((part) => part.rows);
  const unknown = only.find((wanted) => !rows.some((row) => isWanted(row, [wanted])));
  if (unknown === undefined) return;
  const names = [...new Set(rows.map((row) => row.name))].join(', ');
  throw new MovierecError('USAGE', `the study "${name}" has no row "${unknown}".`, `It has: ${names}.`);
}
