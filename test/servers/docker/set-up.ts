import type { TestProject } from 'vitest/node';
import { buildImage, type Image } from '../../fixtures/servers/image.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** What came of the Dockerfile; no test may write into it. */
    image: Image;
  }
}

/** Builds the image, which takes a minute or two, and removes it in the end. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const { image, remove } = await buildImage();
  project.provide('image', image);
  return remove;
}
