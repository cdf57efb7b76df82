import { useState } from 'react';
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
  if (overview !== undefined && samples.at(-1)?.at !== overview.now) {
    setSamples([...samples, sampleOf(overview)].slice(-most));
  }
  return samples;
}

const sampleOf = ({ now, memory, delay }: Overview): Sample => ({
  at: now,
  resident: memory.resident,
  heap: memory.heap,
  delay50: delay.p50,
  delay99: delay.p99,
});
