import { toPlainText } from '../sql/plain-text.ts';
import type { Failures } from '../store.ts';
import type { Parts } from './parts.ts';

/** Failed attempts in a row, 0 where there are none. */
export interface FailuresState {
  readonly count: number;
  readonly at: number;
}

export type FailuresChange = FailuresState;

export const noFailures: FailuresState = { count: 0, at: 0 };
export const changeFailures = (_: FailuresState, { count, at }: FailuresChange): FailuresState => ({ count, at });

export const addFailure = ({ failures }: Parts, key: string, at: number, forget: number): Promise<number> =>
  failures.change(toPlainText(key), (before) => {
    const count = before.at >= forget ? before.count + 1 : 1;
    return { change: { count, at }, result: count };
  });

export async function findFailures({ failures }: Parts, key: string): Promise<Failures | undefined> {
  const { count, at } = await failures.read(toPlainText(key));
  return count > 0 ? { count, at } : undefined;
}

export const clearFailures = ({ failures }: Parts, key: string): Promise<void> =>
  failures.change(toPlainText(key), ({ count }) => ({
    ...(count > 0 && { change: noFailures }),
    result: undefined,
  }));
