import type { KernelName, Kernels } from './kernels.ts';

/** What a kernel that needs scratch memory is called with, but for that memory, which comes last. */
export type Call<K extends KernelName> = Required<Parameters<Kernels[K]>> extends [...infer All, number] ? All : never;
