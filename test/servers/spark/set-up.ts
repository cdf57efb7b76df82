import type { TestProject } from 'vitest/node';
import { startSpark } from '../../fixtures/servers/spark.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the cluster's master. No test may end a part of it: those start one of their own. */
    spark: string;
  }
}

/** Starts the cluster, and stops it in the end. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startSpark();
  project.provide('spark', cluster.master);
  return cluster.stop;
}
