import { doctor } from '../../stages/doctor.ts';
import { defineCommand } from '../cli-command.ts';
import { table } from '../output.ts';

export const doctorCommand = defineCommand({
  examples: ['movierec doctor', 'movierec doctor --thorough'],
  configure(command) {
    command.option('--thorough', 'read every artifact and compare its SHA-256');
  },
  run: ({ workspace, options }, context) => doctor({ workspace, thorough: options['thorough'] === true }, context),
  failed: ({ checks }) => checks.some(({ ok }) => !ok),
  show({ checks }) {
    const rows = checks.map(({ name, ok, found }) => [ok ? 'ok' : 'NOT OK', name, found]);
    const advice = checks.flatMap(({ ok, name, advice: what }) => (ok || !what ? [] : [`${name}: ${what}`]));
    return `${table(['', 'check', 'found'], rows)}

${advice.length > 0 ? advice.join('\n') : 'All is in order.'}`;
  },
});
