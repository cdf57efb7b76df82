/** What the threads of a pool share about the job under way: places in an array of 32-bit integers. */
export const field = {
  /** The next task that nobody has taken. */
  next: 0,
  /** How many tasks there are, and how many numbers each has. */
  count: 1,
  width: 2,
  kernel: 3,
  arena: 4,
  /** How many workers are done with the job. */
  finished: 5,
  failed: 6,
  /** Where each thread's scratch memory starts is `scratch + index * scratchBytes`; none if scratchBytes is 0. */
  scratch: 7,
  scratchBytes: 8,
  /** The first thread's state; the others follow. */
  states: 16,
};

/** What a worker is up to. One that is still starting takes part from the next job on. */
export const state = { starting: 0, idle: 1, working: 2 };

/**
 * Takes tasks off the job until there are none. A task is a row of numbers, the kernel's arguments; the thread's own
 * scratch memory, where there is any, comes last. `mayGoOn` is asked before each task.
 * @param {Int32Array} control
 * @param {Float64Array} tasks
 * @param {(...numbers: number[]) => void} kernel
 * @param {number} index
 * @param {() => boolean} mayGoOn
 * @returns {boolean} whether all tasks are taken
 */
export function runTasks(control, tasks, kernel, index, mayGoOn = () => true) {
  const { [field.count]: count, [field.width]: width, [field.scratchBytes]: scratchBytes } = control;
  const numbers = new Array(scratchBytes > 0 ? width + 1 : width);
  if (scratchBytes > 0) numbers[width] = (control[field.scratch] >>> 0) + index * scratchBytes;
  while (mayGoOn()) {
    const task = Atomics.add(control, field.next, 1);
    if (task >= count) return true;
    for (let at = 0; at < width; at++) numbers[at] = tasks[task * width + at];
    kernel(...numbers);
  }
  return false;
}
