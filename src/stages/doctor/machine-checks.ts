import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, freemem, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { versions } from '../../artifacts/versions.ts';
import type { Context } from '../../context.ts';
import { check, gigabytes, type Check } from './check.ts';

/** What the machine and Node bring along. */
export async function machineChecks(context: Context): Promise<Check[]> {
  const [major, minor] = process.versions.node.split('.').map(Number);
  // A container may be given less than the machine has.
  const memory = Math.min(totalmem(), process.constrainedMemory() || Infinity);
  const sharedMemory = typeof SharedArrayBuffer === 'function';
  return [
    { name: 'movierec', ok: true, found: versions['movierec'] },
    check(
      'Node',
      major > 20 || (major === 20 && minor >= 19),
      process.versions.node,
      'Install Node 20.19 or newer from https://nodejs.org.',
    ),
    { name: 'threads', ok: true, found: `${context.threads} in use, ${availableParallelism()} there` },
    check(
      'memory',
      memory >= 2e9,
      `${gigabytes(memory)}, ${gigabytes(Math.min(freemem(), memory))} free`,
      'Keep to sets below 10 million ratings, or take a machine with 2 GB of memory.',
    ),
    check(
      'shared memory',
      sharedMemory,
      sharedMemory ? 'yes' : 'no SharedArrayBuffer',
      'Start Node without options that switch it off.',
    ),
    check(
      'SIMD',
      hasSimd(),
      hasSimd() ? 'yes' : 'no WebAssembly SIMD',
      'Take a processor of the last ten years, and start Node without --jitless.',
    ),
    await databaseCheck(context),
    { name: 'network', ok: true, found: 'not needed, but for ingest --dataset of a download and --from URL' },
  ];
}

/**
 * The smallest module with a vector instruction in it: header, the type () → v128, a function of it, and its body
 * `i32.const 0, i8x16.splat`.
 */
const simdModule = Uint8Array.of(
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...[1, 5, 1, 0x60, 0, 1, 0x7b],
  ...[3, 2, 1, 0],
  ...[10, 8, 1, 6, 0, 0x41, 0, 0xfd, 15, 0x0b],
);

/** TypeScript knows of WebAssembly only together with all of the browser's names. */
const { WebAssembly } = globalThis as { WebAssembly?: { validate(module: Uint8Array): boolean } };

const hasSimd = (): boolean => WebAssembly?.validate(simdModule) ?? false;

/** Loads the engine here and not above: that it cannot be loaded is something to be found out. */
async function databaseCheck(context: Context): Promise<Check> {
  const folder = await mkdtemp(join(tmpdir(), 'movierec-doctor-'));
  try {
    const { Database } = await import('../../artifacts/database.ts');
    const { version } = await Database.use(folder, context, (database) =>
      database.row<{ version: string }>('SELECT version() AS version'),
    );
    return { name: 'database', ok: true, found: `DuckDB ${version}` };
  } catch (error) {
    context.signal.throwIfAborted();
    const found = error instanceof Error ? error.message : String(error);
    return { name: 'database', ok: false, found, advice: 'Install movierec again, with optional packages: npm ci' };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
