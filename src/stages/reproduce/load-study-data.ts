import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Workspace } from '../../artifacts/workspace.ts';
import type { Context } from '../../context.ts';
import { loadDataset } from '../../dataset/load-dataset.ts';
import type { Ratings } from '../../dataset/ratings.ts';
import type { StudyData } from '../../evaluation/studies/study.ts';
import { clean } from '../clean.ts';
import { ingest } from '../ingest.ts';

/** A data set of a study in memory. */
export interface LoadedStudyData {
  readonly ratings: Ratings;
  readonly simulated: boolean;
}

/**
 * Reads the ratings of a folder as `ingest` and `clean` do, films of one name kept apart, as the authors of studies
 * did; in a workspace of its own, which is gone afterwards.
 * @throws what `ingest` and `clean` throw
 */
export async function loadStudyData(data: StudyData, folder: string, context: Context): Promise<LoadedStudyData> {
  const temporary = await mkdtemp(join(tmpdir(), 'movierec-study-'));
  try {
    const workspace = new Workspace(temporary);
    const dataset = data.name;
    await ingest({ workspace, from: folder, dataset, format: data.format }, context);
    const info = await clean({ workspace, dataset, mergeFilms: false, split: 'random' }, context);
    const { ratings } = await loadDataset(workspace.processed(dataset), info, context);
    return { ratings, simulated: info.simulated };
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}
