import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { alive, authorities, user, writable } from '../src/parts/image.ts';
import { servicePort } from '../src/stacks/network.ts';

const lines = readFileSync(new URL('../../docker/Dockerfile', import.meta.url), 'utf8').replaceAll('\\\n', ' ');
/** The arguments of the last such instruction. */
const last = (instruction: string): string =>
  [...lines.matchAll(new RegExp(`^${instruction} +(.*)$`, 'gm'))].at(-1)![1]!;

test('tasks run as the user of the Dockerfile, listen at its port, and start the same program', () => {
  expect(last('USER')).toBe(user);
  expect(last('EXPOSE')).toBe(String(servicePort));
  expect(JSON.parse(last('ENTRYPOINT'))).toEqual(['movierec']);
});

test('what tasks may write to are volumes of the Dockerfile, or it would belong to root', () => {
  expect(JSON.parse(last('VOLUME'))).toEqual(writable);
  expect(writable).toContain(last('WORKDIR'));
  // Where copies of a workspace in a bucket are kept.
  expect(lines).toMatch(/ENV .*HOME=\/tmp/);
});

test('the container is asked whether it lives as the Dockerfile says', () => {
  const [, interval, timeout, start, retries, command] =
    /--interval=(\d+)s --timeout=(\d+)s --start-period=(\d+)s --retries=(\d+) +CMD (\[.*\])/.exec(last('HEALTHCHECK'))!;
  expect(alive.command).toEqual(['CMD', ...JSON.parse(command!)]);
  expect([alive.interval, alive.timeout, alive.startPeriod].map((time) => time!.toSeconds())).toEqual(
    [interval, timeout, start].map(Number),
  );
  expect(alive.retries).toBe(Number(retries));
});

test('who signs for Amazon’s databases is in the image where addresses look for it', () => {
  expect(lines).toContain(`'/image${authorities}'`);
});
