/** Does what it is given once all that was given before under the same key is done, whatever came of that. */
export type InTurn = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/**
 * For engines that take several calls at once: what a process asks for one person is done in the order in which it was
 * asked, and does not keep connections that only wait for each other.
 */
export function inTurn(): InTurn {
  const last = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const done = (last.get(key) ?? Promise.resolve()).then(work, work);
    last.set(key, done);
    const forget = (): void => {
      if (last.get(key) === done) last.delete(key);
    };
    done.then(forget, forget);
    return done;
  };
}
