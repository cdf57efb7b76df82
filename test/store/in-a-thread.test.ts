import { describe, expect, test } from 'vitest';
import { inAThread } from '../../src/store/thread/in-a-thread.ts';

const entry = new URL('../fixtures/threads/frail-thread.js', import.meta.url);

describe('inAThread', () => {
  test('passes on what it cannot be opened for', () =>
    expect(inAThread(entry, 'nowhere')).rejects.toMatchObject({
      code: 'UNEXPECTED',
      message: expect.stringContaining('there is nothing here'),
    }));

  test('calls that wait are done together, and answered each with its own', async () => {
    const store = await inAThread(entry, 'a place');
    const answers = await Promise.all(['a', 'b', 'c'].map((person) => store.findPerson(person)));
    expect(answers.map((answer) => (answer as unknown as string[]).slice(0, 2))).toEqual(
      ['a', 'b', 'c'].map((person) => ['findPerson', person]),
    );
    await store.close();
  });

  test('a failure of the thread that is none of a call fails all that were done with it, and no other', async () => {
    const store = await inAThread(entry, 'a place');
    await expect(store.removeGuests(1)).rejects.toMatchObject({ message: expect.stringContaining('all of them fail') });
    await expect(store.findPerson('a')).resolves.toBeDefined();
    await store.close();
  });

  test('when the thread ends, calls that wait fail and say so, and the next ones find another thread', async () => {
    const store = await inAThread(entry, 'a place');
    const calls = [store.removePerson('a'), store.findPerson('b')];
    for (const outcome of await Promise.allSettled(calls)) {
      expect(outcome).toMatchObject({
        status: 'rejected',
        reason: { code: 'STORE_FAILED', message: expect.stringContaining('exit code 7') },
      });
    }
    await expect(Promise.all([store.findPerson('c'), store.findPerson('d')])).resolves.toHaveLength(2);
    await store.close();
  });

  test('closed after its thread has ended, is closed', async () => {
    const store = await inAThread(entry, 'a place');
    await expect(store.removePerson('a')).rejects.toMatchObject({ code: 'STORE_FAILED' });
    await store.close();
    await expect(store.findPerson('a')).rejects.toMatchObject({ message: expect.stringContaining('closed') });
  });

  test('what cannot be sent to a thread is refused, and the next call is none the worse', async () => {
    const store = await inAThread(entry, 'a place');
    await expect(store.findPerson((() => 'a function') as unknown as string)).rejects.toThrow();
    await expect(store.findPerson('a')).resolves.toBeDefined();
    await store.close();
  });
});
