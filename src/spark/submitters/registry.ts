import { emrServerless } from './emr-serverless.ts';
import { sparkSubmit } from './spark-submit.ts';
import type { Submitter } from './submitter.ts';

/** To add a kind of cluster: one file, and its name here. The last one refuses what no other takes. */
const submitters: readonly Submitter[] = [emrServerless, sparkSubmit];

/** What hands jobs to such a master. */
export const submitterOf = (master: string): Submitter => submitters.find(({ takes }) => takes(master))!;
