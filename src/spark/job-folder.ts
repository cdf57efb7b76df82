import { join } from 'node:path';

/** The job that Spark runs, in Python: job.py and what it imports. */
export const jobFolder = join(import.meta.dirname, 'job');
