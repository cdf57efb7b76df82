import { join } from 'node:path';
import type { Workspace } from '../../artifacts/workspace.ts';
import type { Context } from '../../context.ts';
import { asMovierecError, type ErrorCode } from '../../errors.ts';
import { describeProtocol } from '../../evaluation/studies/describe-protocol.ts';
import { dataOf } from '../../evaluation/studies/registry.ts';
import { studyRounds } from '../../evaluation/studies/study-rounds.ts';
import type { Settings, StudyPart, StudyRow } from '../../evaluation/studies/study.ts';
import { modelNames } from '../../models/registry.ts';
import { compareRow, type ComparedFigure } from './compare-row.ts';
import { neededFor } from './find-study-data.ts';
import { loadStudyData } from './load-study-data.ts';
import { reproduceRow, type RowResult, type StudyReady } from './reproduce-row.ts';

/** A model of a study with one choice of settings. */
export interface ReproducedRow {
  readonly row: string;
  readonly title: string;
  readonly model: string;
  /** None for a row that was left out. */
  readonly settings: 'paper' | 'ours' | null;
  readonly parameters: Settings | null;
  readonly figures: readonly ComparedFigure[];
  readonly users: number | null;
  readonly seconds: number | null;
  readonly source: string | null;
  readonly note: string | null;
  /** Why there is nothing of ours. */
  readonly leftOut: string | null;
}

/** A study on one data set. */
export interface ReproducedPart {
  readonly data: string;
  readonly title: string;
  readonly protocol: string;
  readonly tolerance: number;
  readonly simulated: boolean;
  /** Whether the data are as many ratings as were published, so that figures can be compared. */
  readonly comparable: boolean;
  readonly remarks: readonly string[];
  readonly rows: readonly ReproducedRow[];
  /** Why nothing of it ran. */
  readonly leftOut: string | null;
}

/** What is to be run of a part. */
export interface PartRun {
  readonly workspace: Workspace;
  readonly study: string;
  readonly part: StudyPart;
  /** Where its data is; nowhere to leave it out. */
  readonly folder: string | undefined;
  readonly only?: readonly string[] | undefined;
  readonly settings?: 'paper' | 'ours' | undefined;
  readonly force?: boolean | undefined;
}

/** Runs the rows of a study on one data set, which is read only if some row is not done yet. */
export async function reproducePart(given: PartRun, context: Context): Promise<ReproducedPart> {
  const { workspace, study, part, folder, only, settings, force = false } = given;
  const data = dataOf(part.data);
  const missing = folder === undefined ? `it needs ${neededFor(data)}` : null;
  let ready: Promise<StudyReady> | undefined;
  const load = async (): Promise<StudyReady> => {
    const loaded = await loadStudyData(data, folder!, context);
    return { ...loaded, ...(await studyRounds(part.protocol, loaded.ratings, (file) => join(folder!, file), context)) };
  };

  const done: { row: StudyRow; by: 'paper' | 'ours' | null; result: RowResult | null; leftOut: string | null }[] = [];
  for (const row of part.rows.filter((each) => isWanted(each, only))) {
    const sides = (['paper', 'ours'] as const).filter((side) => row[side] && (settings ?? side) === side);
    const leftOut = missing ?? reasonWithout(row, sides, settings);
    if (leftOut !== null) {
      done.push({ row, by: null, result: null, leftOut });
      continue;
    }
    for (const by of sides) {
      const inputs = data.files.map((file) => join(folder!, file));
      const run = { workspace, study, part, row, by, settings: row[by]!, inputs, force };
      try {
        const result = await reproduceRow({ ...run, ready: () => (ready ??= load()) }, context);
        done.push({ row, by, result, leftOut: null });
      } catch (error) {
        done.push({ row, by, result: null, leftOut: whyNot(error) });
      }
    }
  }

  const first = done.find(({ result }) => result)?.result ?? undefined;
  const comparable = first?.ratings === data.ratings;
  return {
    data: data.name,
    title: data.title,
    protocol: describeProtocol(part.protocol),
    tolerance: part.tolerance,
    simulated: first?.simulated ?? false,
    comparable,
    remarks: first ? remarksOn(first, data.ratings) : [],
    rows: done.map(({ row, by, result, leftOut }) => ({
      ...{ row: row.name, title: row.title, model: row.model, settings: by },
      parameters: result?.parameters ?? null,
      figures: compareRow(part, row, result?.figures ?? null, comparable),
      users: result?.users ?? null,
      seconds: result?.seconds ?? null,
      ...{ source: row.source ?? null, note: row.note ?? null, leftOut },
    })),
    leftOut: missing,
  };
}

/** Whether a row is asked for, by its name or its model's. */
export const isWanted = ({ name, model }: StudyRow, only: readonly string[] | undefined): boolean =>
  !only || only.includes(name) || only.includes(model);

function reasonWithout({ model }: StudyRow, sides: readonly string[], settings: PartRun['settings']): string | null {
  if (!modelNames.some((name) => name === model)) return `there is no model "${model}" yet`;
  if (sides.length > 0) return null;
  return settings === undefined
    ? `how to set "${model}" for it is not written down yet`
    : `it has no settings of ${settings === 'paper' ? 'the paper' : 'ours'}`;
}

/** What may go wrong with one model and leaves the others a chance. */
const failures: readonly ErrorCode[] = ['OUT_OF_MEMORY', 'DIVERGED', 'NOT_FINITE', 'OPTION_RANGE', 'UNKNOWN_OPTION'];

function whyNot(error: unknown): string {
  const { code, message } = asMovierecError(error);
  if (!failures.includes(code)) throw error;
  return `${code}: ${message.replace(/\.$/, '')}`;
}

function remarksOn({ ratings, simulated, remarks }: RowResult, published: number): string[] {
  const [here, there] = [ratings, published].map((count) => count.toLocaleString('en-US'));
  return [
    ...(simulated ? ['Simulated audience: these people, and their ratings, were made by a program.'] : []),
    ...(ratings !== published
      ? [`These are ${here} ratings and not the ${there} of the publication, so that the figures do not compare.`]
      : []),
    ...remarks,
  ];
}
