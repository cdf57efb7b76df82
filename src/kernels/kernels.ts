import { readFileSync } from 'node:fs';
import { MovierecError } from '../errors.ts';
import type { Signatures } from './signatures.ts';

/** The compiled kernels on one memory. Arrays are given by their `byteOffset`, counts as numbers. */
export type Kernels = Signatures;
export type KernelName = keyof Signatures;

/** Where the build puts them; the same path from src and from dist. */
const file = new URL('../../dist/kernels.wasm', import.meta.url);

let compiled: WebAssembly.Module | undefined;

/**
 * The compiled kernels, read when they are first needed.
 * @throws UNSUPPORTED for a machine without SIMD; MISSING_FILE where the package was not built
 */
export function kernelModule(): WebAssembly.Module {
  return (compiled ??= compile());
}

/** The kernels on a memory, for this thread. */
export const instantiate = (memory: WebAssembly.Memory): Kernels =>
  new WebAssembly.Instance(kernelModule(), { env: { memory } }).exports as unknown as Kernels;

/** The names of all kernels, in an order that every thread agrees on. */
export const kernelNames = (): string[] =>
  WebAssembly.Module.exports(kernelModule())
    .filter(({ kind }) => kind === 'function')
    .map(({ name }) => name);

function compile(): WebAssembly.Module {
  const bytes = read();
  if (!WebAssembly.validate(bytes)) {
    throw new MovierecError(
      'UNSUPPORTED',
      'this processor, or this Node.js, has no WebAssembly with SIMD and threads, which the models are computed with.',
      'Use a 64-bit processor made since 2010 (SSE 4.1 or NEON) and an unmodified Node.js 20 or newer.',
    );
  }
  return new WebAssembly.Module(bytes);
}

function read(): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(readFileSync(file));
  } catch {
    throw new MovierecError(
      'MISSING_FILE',
      'the compute kernels (dist/kernels.wasm) are not there.',
      'Run: npm run build',
    );
  }
}
