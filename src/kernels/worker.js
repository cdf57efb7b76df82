/**
 * A thread of the pool: waits for a job, takes its share of the tasks, says that it is done. It is JavaScript because
 * Node starts it as it stands, from src as from dist.
 */
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { field, runTasks, state } from './job.js';

/**
 * @type {{ control: Int32Array, tasks: Float64Array, module: WebAssembly.Module, names: string[], index: number,
 *   arrivals: import('node:worker_threads').MessagePort }}
 */
const { control, tasks, module, names, index, arrivals } = workerData;
/** @typedef {Record<string, (...numbers: number[]) => void>} Kernels */
/** @type {Map<number, Kernels>} */
const arenas = new Map();

const own = field.states + index;
Atomics.store(control, own, state.idle);
for (;;) {
  Atomics.wait(control, own, state.idle);
  receiveArenas();
  try {
    const kernels = /** @type {Kernels} */ (arenas.get(control[field.arena]));
    runTasks(control, tasks, kernels[names[control[field.kernel]]], index);
  } catch (error) {
    // Nobody is to take another task.
    Atomics.store(control, field.next, control[field.count]);
    Atomics.store(control, field.failed, 1);
    parentPort?.postMessage(String(error));
  }
  Atomics.store(control, own, state.idle);
  Atomics.add(control, field.finished, 1);
  Atomics.notify(control, field.finished);
}

/** Arenas that came or went since the last job. */
function receiveArenas() {
  for (;;) {
    const received = receiveMessageOnPort(arrivals);
    if (!received) return;
    const { id, memory } = received.message;
    if (memory) arenas.set(id, /** @type {any} */ (new WebAssembly.Instance(module, { env: { memory } }).exports));
    else arenas.delete(id);
  }
}
