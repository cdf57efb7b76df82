import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { describe, expect, test } from 'vitest';
import { synthesize, variants } from './fixtures/synthesize.ts';

/** What is accepted, where, and why. */
const acceptedIn = (app: App) =>
  app.node.findAll().flatMap((construct: IConstruct) =>
    construct.node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries(data as Record<string, string>))
      .map(([id, reason]) => ({ path: construct.node.path, id: id.replace(/^.*?::/, ''), reason }))
      // The CDK accepts some findings of its own.
      .filter(({ id }) => id.startsWith('AwsSolutions-')),
  );

/** What AwsSolutions finds, and with `strict` what it would find were nothing accepted. */
function findings(app: App, strict = false): { rule: string; path: string }[] {
  const checks = new AwsSolutionsChecks();
  if (strict) Object.assign(checks, { isAcknowledged: () => false });
  const { violations } = checks.validateScope(app);
  return violations.flatMap(({ ruleName, violatingResources }) =>
    violatingResources.map(({ constructPath }) => ({ rule: ruleName, path: constructPath! })),
  );
}

describe.each(variants)('cdk-nag’s AwsSolutions (%s)', (_, settings) => {
  const { app } = synthesize(settings);
  const accepted = acceptedIn(app);

  test('finds nothing that is not accepted', () => {
    expect(findings(app)).toEqual([]);
  });

  test('would find something wherever something is accepted', () => {
    const all = findings(app, true);
    expect(all.length).toBeGreaterThan(10);
    const isFound = ({ path, id }: { path: string; id: string }): boolean =>
      all.some(({ rule, path: where }) => rule === id && `${where}/`.startsWith(`${path}/`));
    expect(accepted.filter((one) => !isFound(one))).toEqual([]);
  });

  test('is told the reason in a sentence', () => {
    expect(accepted.length).toBeGreaterThan(5);
    for (const { reason, id } of accepted) {
      expect(reason, id).toMatch(/^[A-Z].{40,}\.$/);
      expect(reason.split(' ').length, id).toBeGreaterThan(8);
    }
  });

  test('is never told of a whole stack: each thing is accepted where it is', () => {
    for (const { path } of accepted) expect(path.split('/').length, path).toBeGreaterThan(1);
  });
});
