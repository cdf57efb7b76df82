import type { TestProject } from 'vitest/node';
import { startS3, type S3Environment } from '../../fixtures/servers/s3.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the owner of a store of objects that all tests share, and of somebody who may do nothing there. */
    s3: S3Environment;
    s3Stranger: S3Environment;
  }
}

/** Starts a store of objects for all tests, and ends it after them. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = await startS3();
  project.provide('s3', server.environment);
  project.provide('s3Stranger', server.stranger);
  return server.stop;
}
