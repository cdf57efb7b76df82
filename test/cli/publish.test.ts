import { expect, test } from 'vitest';
import { Workspace } from '../../src/artifacts/workspace.ts';
import type { Call } from '../../src/cli/cli-command.ts';
import { publishCommand } from '../../src/cli/commands/publish.ts';
import type { PublishResult } from '../../src/stages/publish.ts';

const call: Call = { workspace: new Workspace('.'), dataset: undefined, force: undefined, operands: [], options: {} };
const result: PublishResult = {
  ...{ dataset: 'set', simulated: false, model: 'ease', to: 'mysql://host/films', prefix: 'movierec_', version: 7 },
  ...{ what: ['lists'], k: 10, similar: 5, key: '', counts: { lists: 70 }, removed: [4], kept: [7, 5] },
  ...{ seconds: 1, rowsPerSecond: 70 },
};

test.each([
  ['movierec_', 'movierec publish --to mysql://host/films --rollback'],
  ['kids_', 'movierec publish --to mysql://host/films --prefix kids_ --rollback'],
  ['', 'movierec publish --to mysql://host/films --prefix "" --rollback'],
])('what was published under the prefix "%s" is gone back from by the command that is shown', (prefix, command) => {
  const shown = publishCommand.show({ ...result, prefix }, call);
  expect(shown).toContain(`named ${prefix}…; removed: version 4`);
  expect(shown).toContain(`Back to version 5: ${command}`);
});
