import { defineConfig } from 'vitest/config';

/** Of its own, so that `npm test` of movierec itself needs neither data frames nor Jupyter. */
export default defineConfig({ test: { name: 'notebooks', include: ['*.test.js'] } });
