import { createHash } from 'node:crypto';

/** What may be kept of a secret in order to know it again. */
export const digest = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
