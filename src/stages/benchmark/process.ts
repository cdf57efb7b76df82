/** A process that measures one model: it is sent a job, answers, and ends. */
import { asMovierecError } from '../../errors.ts';
import type { Answer, Job } from './job.ts';
import { measure } from './measure.ts';

process.once('message', (job: Job) => {
  const answer = (message: Answer): void => void process.send!(message, () => process.exit());
  measure(job).then(
    (measured) => answer({ measured }),
    (error: unknown) => {
      const { code, message, hint } = asMovierecError(error);
      answer({ error: { code, message, hint } });
    },
  );
});
// Whoever started it is gone.
process.once('disconnect', () => process.exit());
