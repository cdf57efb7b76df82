import { z } from 'zod';
import { readManifest } from '../artifacts/manifest.ts';
import type { Workspace } from '../artifacts/workspace.ts';
import type { Context } from '../context.ts';
import { publishedDatasets } from '../dataset/downloads/registry.ts';
import { demoPlan } from '../dataset/generator/demo-plan.ts';

/** A data set that is there or can be had; figures that nobody knows yet are absent. */
export interface DatasetDescription {
  readonly name: string;
  readonly summary: string;
  readonly ratings?: number | undefined;
  readonly users?: number | undefined;
  readonly movies?: number | undefined;
  /** Size of the download. */
  readonly bytes?: number | undefined;
  readonly license?: string | undefined;
  /** Of the download; absent where the one that is published beside the file is used. */
  readonly md5?: string | undefined;
  readonly url?: string | undefined;
  /** Comes with the package and needs no download. */
  readonly builtIn?: true;
  /** Whether it is in this workspace. */
  readonly ingested: boolean;
}

/** Every data set that can be ingested by its name, and every other one that is in the workspace. */
export async function datasets(
  { workspace }: { readonly workspace: Workspace },
  _context: Context,
): Promise<{ datasets: DatasetDescription[] }> {
  const ingested = await workspace.datasets();
  const known = [await builtIn(), ...publishedDatasets];
  const others = ingested.filter((name) => !known.some((dataset) => dataset.name === name));
  return {
    datasets: [
      ...known.map((dataset) => ({ ...dataset, ingested: ingested.includes(dataset.name) })),
      ...(await Promise.all(others.map((name) => describe(name, workspace)))),
    ],
  };
}

async function builtIn() {
  const { films, users, ratings } = await demoPlan();
  const movies = films.length;
  return {
    name: 'demo',
    summary: `simulated audience over ${movies.toLocaleString('en')} real films`,
    ratings,
    users,
    movies,
    license: 'Facts about films from the npm package vega-datasets; the ratings were made by a program.',
    builtIn: true as const,
  };
}

const figures = z
  .object({ tables: z.object({ ratings: z.number() }).partial(), users: z.number(), movies: z.number() })
  .partial();

/** A set of the user's own, as its ingestion found it. */
async function describe(name: string, workspace: Workspace): Promise<DatasetDescription> {
  const manifest = await readManifest(workspace.interim(name));
  const { tables, users, movies } = figures.safeParse(manifest?.result).data ?? {};
  const summary = 'ingested in this workspace; its terms, where it has any, lie beside it';
  return { name, summary, ratings: tables?.ratings, users, movies, ingested: true };
}
