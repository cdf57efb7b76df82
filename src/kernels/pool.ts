import { setImmediate } from 'node:timers/promises';
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import type { Context } from '../context.ts';
import { MovierecError } from '../errors.ts';
import type { Arena } from './arena.ts';
import { field, runTasks, state } from './job.js';
import { kernelModule, kernelNames, type KernelName, type Kernels } from './kernels.ts';

/** How long this thread computes before the event loop gets its turn, in milliseconds. */
const turn = 15;
/** How long it waits for the workers' last tasks before it looks again, in milliseconds. */
const patience = 10;
/** Numbers of all tasks that fit into one round. */
const capacity = 1 << 18;
/** More threads than this take no part. */
export const mostThreads = 256;

export interface Job<K extends KernelName = KernelName> {
  readonly kernel: K;
  /** The arguments of each call. A call should take a few milliseconds, and must not depend on the others. */
  readonly tasks: readonly Readonly<Parameters<Kernels[K]>>[];
  /** Bytes of scratch memory a thread; where it starts is the last argument. */
  readonly scratch?: number;
}

/** Threads that wait for jobs. This thread is one of them, the others are workers that do nothing else. */
export class Pool {
  readonly #control = new Int32Array(new SharedArrayBuffer(4 * (field.states + mostThreads)));
  readonly #tasks = new Float64Array(new SharedArrayBuffer(8 * capacity));
  readonly #names = kernelNames();
  readonly #workers: Worker[] = [];
  /** To each worker, for arenas: a channel of its own, since Deno's workers cannot look into the one that all have. */
  readonly #channels: MessagePort[] = [];
  /** The arenas that the workers know, and by which number. */
  #known = new WeakMap<Arena, number>();
  #arenas = 0;
  readonly #collected = new FinalizationRegistry<number>((id) => this.#tell({ id }));
  #death: string | undefined;
  #lastTurn = performance.now();

  /** Set when a worker died; the pool is of no use from then on. */
  get death(): string | undefined {
    return this.#death;
  }

  /**
   * Runs one job; the caller sees to it that there is one at a time.
   * @throws the signal's reason; WORKER_DIED
   */
  async run(arena: Arena, { kernel, tasks: typed, scratch = 0 }: Job, context: Context): Promise<void> {
    const tasks = typed as unknown as readonly number[][];
    const threads = Math.max(1, Math.min(context.threads, tasks.length, mostThreads));
    this.#employ(threads - 1);
    const region = arena.region();
    try {
      const control = this.#control;
      const width = tasks[0].length;
      const round = Math.floor(capacity / width);
      const scratchBytes = Math.ceil(scratch / 64) * 64;
      control[field.width] = width;
      control[field.kernel] = this.#names.indexOf(kernel);
      control[field.arena] = this.#introduce(arena);
      control[field.scratch] = scratch > 0 ? region.uint8(scratchBytes * threads).byteOffset : 0;
      control[field.scratchBytes] = scratchBytes;
      for (let from = 0; from < tasks.length; from += round) {
        const part = tasks.slice(from, from + round);
        for (const [at, task] of part.entries()) this.#tasks.set(task, at * width);
        control[field.count] = part.length;
        control[field.failed] = 0;
        Atomics.store(control, field.finished, 0);
        Atomics.store(control, field.next, 0);
        await this.#share(arena.kernels[kernel], this.#wake(threads), context);
      }
    } finally {
      region.release();
    }
  }

  /** Ends all workers, without waiting for them. */
  close(): void {
    for (const channel of this.#channels.splice(0)) channel.close();
    for (const worker of this.#workers.splice(0)) void worker.terminate();
  }

  /** This thread's share of a job, then the wait for the workers' last tasks. */
  async #share(kernel: (...numbers: number[]) => void, awake: number, context: Context): Promise<void> {
    const control = this.#control;
    let failure: string | undefined;
    try {
      while (!runTasks(control, this.#tasks, kernel, 0, () => performance.now() - this.#lastTurn < turn)) {
        await this.#giveTurn();
        if (context.signal.aborted || this.#death) break;
      }
    } catch (error) {
      failure = String(error);
    }
    // Of a job that was stopped or failed nobody is to take another task, and nobody may still be at one.
    Atomics.store(control, field.next, control[field.count]);
    while (Atomics.load(control, field.finished) < awake && !this.#death) {
      const finished = Atomics.load(control, field.finished);
      if (finished < awake) Atomics.wait(control, field.finished, finished, patience);
      if (performance.now() - this.#lastTurn > turn) await this.#giveTurn();
    }
    context.signal.throwIfAborted();
    if (failure !== undefined || control[field.failed]) {
      await this.#giveTurn(); // so that a worker's message can come
      // What failed here may have failed elsewhere as well, so the pool is given up in any case.
      this.#death ??= failure ?? 'a kernel failed';
    }
    if (this.#death)
      throw new MovierecError('WORKER_DIED', `a computing thread ended: ${this.#death}.`, 'Run it again.');
  }

  async #giveTurn(): Promise<void> {
    await setImmediate();
    this.#lastTurn = performance.now();
  }

  /** Lets idle workers begin, so that `threads` take part in all; says how many did. */
  #wake(threads: number): number {
    let awake = 0;
    for (let index = 1; index <= this.#workers.length && awake < threads - 1; index++) {
      const at = field.states + index;
      if (Atomics.compareExchange(this.#control, at, state.idle, state.working) !== state.idle) continue;
      Atomics.notify(this.#control, at);
      awake++;
    }
    return awake;
  }

  #employ(count: number): void {
    if (this.#workers.length >= count) return;
    while (this.#workers.length < count) {
      const { port1: channel, port2: arrivals } = new MessageChannel();
      const worker = new Worker(new URL('./worker.js', import.meta.url), {
        execArgv: [],
        transferList: [arrivals],
        workerData: {
          control: this.#control,
          tasks: this.#tasks,
          module: kernelModule(),
          names: this.#names,
          index: this.#workers.length + 1,
          arrivals,
        },
      });
      worker.on('message', (reason: string) => (this.#death ??= reason));
      worker.on('error', (error) => (this.#death ??= error.message));
      worker.on('exit', (code) => (this.#death ??= `it exited with code ${code}`));
      worker.unref(); // after the listeners, which would hold the process open
      channel.unref();
      this.#workers.push(worker);
      this.#channels.push(channel);
    }
    // The new ones know no arena yet, so all are introduced again.
    this.#known = new WeakMap();
  }

  #introduce(arena: Arena): number {
    const known = this.#known.get(arena);
    if (known !== undefined) return known;
    const id = this.#arenas++;
    this.#known.set(arena, id);
    this.#collected.register(arena, id);
    this.#tell({ id, memory: arena.memory });
    return id;
  }

  #tell(message: { id: number; memory?: WebAssembly.Memory }): void {
    for (const channel of this.#channels) channel.postMessage(message);
  }
}
