import { MovierecError } from '../../errors.ts';

/** An application of EMR Serverless, and the role that its jobs work under. */
export interface EmrAddress {
  readonly application: string;
  /** An ARN. */
  readonly role: string;
}

export const isEmrAddress = (master: string): boolean => /^emr-serverless:/i.test(master);

/**
 * Reads `emr-serverless://APPLICATION?role=arn:aws:iam::…:role/NAME`.
 * @throws BAD_ADDRESS
 */
export function requireEmrAddress(master: string): EmrAddress {
  const [, application = '', role = ''] = /^emr-serverless:\/\/([^/?]*)\/?(?:\?role=(.*))?$/i.exec(master) ?? [];
  const isRole = /^arn:aws[a-z0-9-]*:iam::\d{12}:role\/.+$/.test(role);
  if (/^[0-9a-z]{1,64}$/.test(application) && isRole) return { application, role };
  let what = `${master} has no id of an application, which is of small letters and digits`;
  if (/^[0-9a-z]{1,64}$/.test(application)) {
    what = role === '' ? `${master} does not say which role jobs work under` : `${role} is no ARN of a role`;
  }
  throw new MovierecError(
    'BAD_ADDRESS',
    `${what}.`,
    'Write "emr-serverless://APPLICATION?role=arn:aws:iam::ACCOUNT:role/NAME".',
  );
}
