import { useEffect, useState } from 'react';
import type { Overview } from '../../server/contract.ts';

/** What the server only says as of now. */
export interface Sample {
  readonly at: number;
  readonly resident: number;
  readonly heap: number;
  readonly delay50: number;
  readonly delay99: number;
}

const most = 240;

/** What was heard since the page was opened, the oldest first. */
export function useSamples(overview: Overview | undefined): readonly Sample[] {
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  useEffect(() => {
    if (overview === undefined) return;
    const { now: at, memory, delay } = overview;
    const sample = { at, resident: memory.resident, heap: memory.heap, delay50: delay.p50, delay99: delay.p99 };
    setSamples((known) => (known.at(-1)?.at === at ? known : [...known, sample].slice(-most)));
  }, [overview]);
  return samples;
}
