/** Lets works of one key wait for each other, in the order in which they came; those of different keys run at once. */
export function inLine(): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const mine = (last.get(key) ?? Promise.resolve()).then(work);
    const over = mine.catch(() => undefined).then(() => void (last.get(key) === over && last.delete(key)));
    last.set(key, over);
    return mine;
  };
}
