import { MovierecError } from '../errors.ts';
import { meaningOf, type Meaning } from './aws-failures.ts';

/** What was asked of an application of EMR Serverless. */
export interface AskedOfEmr {
  /** As policies name it: `emr-serverless:StartJobRun`. */
  readonly action: string;
  readonly application: string;
  readonly role: string;
}

const again = 'Run this again.';

/** A failure of EMR Serverless, or on the way there, as a MovierecError that names the application and the next step. */
export function explainEmrServerless(error: unknown, asked: AskedOfEmr): Error {
  if (error instanceof MovierecError || (error as Error).name === 'AbortError') return error as Error;
  const { name, message } = error as Error;
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  const [kind, what, hint] = byName(asked, message)[name] ??
    meaningOf(error, 'AWS_ENDPOINT_URL_EMR_SERVERLESS', again) ??
    byStatus($metadata?.httpStatusCode, message) ??
    byMessage(message) ?? ['SPARK_FAILED', `failed: ${plain(message) || name}`, again];
  const subject = `the EMR Serverless application ${asked.application}`;
  return new MovierecError(kind, `${subject} ${what}.`, hint, { cause: error });
}

const plain = (message: string): string => message.trim().replace(/\.$/, '');

function byName({ action, role }: AskedOfEmr, message: string): Readonly<Record<string, Meaning>> {
  const region = 'Check the id, and that AWS_REGION is the region it is in.';
  const passed = `iam:PassRole on ${role}`;
  return {
    ResourceNotFoundException: ['BAD_ADDRESS', 'is not there, or has no such job', region],
    AccessDeniedException: [
      'NO_ACCESS',
      `may not be used so with these credentials (${plain(message)})`,
      `Allow ${action}${action.endsWith('StartJobRun') ? `, and ${passed}` : ''}.`,
    ],
    ValidationException: [
      'BAD_ADDRESS',
      `does not take this: ${plain(message)}`,
      'Check the role, which EMR Serverless has to be trusted by, and the state of the application.',
    ],
    ConflictException: ['BUSY', `cannot do this now: ${plain(message)}`, again],
    ServiceQuotaExceededException: [
      'BUSY',
      `has no more room: ${plain(message)}`,
      'Wait until other jobs are done, or raise its largest capacity.',
    ],
  };
}

/** What is its own fault, whatever it calls that, may pass. */
const byStatus = (status = 0, message: string): Meaning | undefined =>
  status >= 500 || status === 429
    ? ['UNREACHABLE', `failed by itself: ${plain(message)}`, 'Wait a minute and run this again.']
    : undefined;

const byMessage = (message: string): Meaning | undefined =>
  /region is missing|region not accepted/i.test(message)
    ? ['USAGE', 'is in a region that nobody has said, or that cannot be', 'Give it by AWS_REGION, or a profile.']
    : undefined;
