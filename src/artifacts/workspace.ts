import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { MovierecError } from '../errors.ts';
import { readManifest } from './manifest.ts';
import { writeFileWhole } from './write-file.ts';

/** The folder that holds everything a person makes with movierec, and where each artifact stands in it. */
export class Workspace {
  readonly root: string;

  constructor(folder: string) {
    this.root = resolve(folder);
  }

  /** Raw files as they came: downloads and what people put there themselves. */
  raw(name = ''): string {
    return join(this.root, 'data', 'raw', name);
  }
  interim(dataset = ''): string {
    return join(this.root, 'data', 'interim', dataset);
  }
  processed(dataset: string): string {
    return join(this.root, 'data', 'processed', dataset);
  }
  /** What is known of films and people, in numbers that models go by. */
  features(dataset: string): string {
    return join(this.root, 'data', 'features', dataset);
  }
  models(dataset: string): string {
    return join(this.root, 'data', 'models', dataset);
  }
  /** A fitted model; the one fitted on all ratings stands beside the honest one. */
  model(dataset: string, model: string, full = false): string {
    return join(this.models(dataset), full ? `${model}.full` : model);
  }
  /** A model's lists of everyone. */
  lists(dataset: string, model: string): string {
    return join(this.root, 'data', 'lists', dataset, model);
  }
  /** Which model `run` chose for a data set. */
  chosen(dataset: string): string {
    return join(this.models(dataset), 'chosen.json');
  }
  /** What the live service keeps: people and their ratings, keys, models retrained. */
  service(dataset: string): string {
    return join(this.root, 'data', 'service', dataset);
  }
  /** What was tried for a model, see stages/tune.ts. */
  tuning(dataset: string, model: string): string {
    return join(this.root, 'data', 'tuning', dataset, model);
  }
  /** What was found out about a data set and its models, by kind. */
  report(dataset: string, kind: string): string {
    return join(this.root, 'reports', dataset, kind);
  }
  /** What came of reproducing a published study. */
  study(study: string): string {
    return join(this.root, 'reports', 'studies', study);
  }

  /** Holds the name of the data set that was ingested last, even where ingesting found it fresh. */
  #current(): string {
    return join(this.interim(), '.current');
  }

  /** Makes a data set the one that is meant where none is named. */
  async makeCurrent(dataset: string): Promise<void> {
    await writeFileWhole(this.#current(), `${dataset}\n`);
  }

  /** The data sets that have been ingested: the current one, then those ingested last. */
  async datasets(): Promise<string[]> {
    const names = await readdir(this.interim()).catch(() => []);
    const found = await Promise.all(
      names
        .filter((name) => !name.startsWith('.'))
        .map(async (name) => ({ name, finished: (await readManifest(this.interim(name)))?.finished })),
    );
    const current = (await readFile(this.#current(), 'utf8').catch(() => '')).trim();
    return found
      .flatMap(({ name, finished }) => (finished === undefined ? [] : [{ name, finished }]))
      .sort((a, b) => (a.finished < b.finished ? 1 : a.finished > b.finished ? -1 : a.name < b.name ? -1 : 1))
      .map(({ name }) => name)
      .sort((a, b) => Number(b === current) - Number(a === current));
  }

  /**
   * The data set that is meant: the given one, else the one ingested last.
   * @throws UNKNOWN_DATASET, MISSING_ARTIFACT when nothing has been ingested
   */
  async dataset(given?: string): Promise<string> {
    const known = await this.datasets();
    if (given === undefined && known.length > 0) return known[0];
    if (given === undefined) {
      throw new MovierecError('MISSING_ARTIFACT', 'there is no data set in this workspace.', 'Run: movierec ingest');
    }
    if (known.includes(given)) return given;
    throw new MovierecError(
      'UNKNOWN_DATASET',
      `no data set "${given}" in this workspace${known.length > 0 ? ` (there are: ${known.join(', ')})` : ''}.`,
      `Run: movierec ingest --dataset ${given}`,
    );
  }
}
