/**
 * Does work on many things, on at most so many at once; the results in the order of the things. After a failure nothing more is
 * begun, what is under way is waited for, and the failure is thrown.
 */
export async function atOnce<T, R>(
  things: readonly T[],
  most: number,
  work: (thing: T, at: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const failures: unknown[] = [];
  let next = 0;
  async function goOn(): Promise<void> {
    while (next < things.length && failures.length === 0) {
      const at = next++;
      try {
        results[at] = await work(things[at], at);
      } catch (error) {
        failures.push(error);
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(most, things.length) }, goOn));
  if (failures.length > 0) throw failures[0];
  return results;
}
