import { storedValue } from '../stored-value.ts';

/** Whether the person has been through the first steps, or has skipped them. */
export const welcomed = storedValue('welcomed', false);
