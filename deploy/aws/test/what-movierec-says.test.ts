import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { figures } from '../src/parts/collector.ts';
import { storeFailures } from '../src/parts/measures.ts';

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

describe('what is watched is what movierec says', () => {
  const metrics = read('src/server/traffic/open-metrics.ts');

  test.each(Object.entries(figures))(
    '%s is a figure of /metrics, with the labels it is kept apart by',
    (name, ways) => {
      const from = metrics.indexOf(`'${name}'`);
      expect(from).toBeGreaterThan(0);
      const next = metrics.slice(from + 1).search(/'(movierec|process|nodejs)_\w+'/);
      const about = metrics.slice(from, next < 0 ? undefined : from + 1 + next);
      for (const label of ways.flat()) expect(about).toMatch(new RegExp(`['{ ]${label}['},: ]`));
    },
  );

  test.each(storeFailures)('%s is a code of an error', (code) => {
    expect(read('src/errors.ts')).toContain(`  ${code}: `);
  });

  test('the log has the code of a failure where the filter looks for it, err.code', () => {
    expect(read('src/server/failures.ts')).toContain('request.log.error({ err: error }');
    expect(read('src/server/security/log-options.ts')).toMatch(/err: \(error.*\n.*\n\s+code: error\.code/);
  });

  test('the service listens at /metrics, /ready and /health', () => {
    expect(read('src/server/routes/metrics.ts')).toContain("'/metrics'");
    for (const route of ['/health', '/ready']) expect(read('src/server/routes/health.ts')).toContain(`'${route}'`);
  });
});
