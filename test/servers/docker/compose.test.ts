import { spawnSync } from 'node:child_process';
import { chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { findProgram } from '../../fixtures/servers/find-program.ts';
import { freePort } from '../../fixtures/servers/free-port.ts';
import { startMariadb } from '../../fixtures/servers/mariadb.ts';
import { startContainer } from '../../fixtures/servers/start-container.ts';

const file = join(import.meta.dirname, '../../../deploy/docker/compose.yaml');
const ours = ['service-mysql', 'service-mongodb', 'train'];

interface Service {
  readonly image: string;
  readonly read_only: boolean;
  readonly cap_drop: readonly string[];
  readonly security_opt: readonly string[];
  readonly privileged?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly { readonly source: string; readonly target: string }[];
  readonly command: readonly string[] | null;
  readonly networks: Readonly<Record<string, unknown>>;
  readonly ports?: readonly { readonly host_ip?: string; readonly target: number }[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly deploy: { readonly resources: { readonly limits: Readonly<Record<string, unknown>> } };
}

/** What Compose makes of the file, or says is wrong. */
function read(
  profile: string,
  env: Readonly<Record<string, string>>,
): { status: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(findProgram('compose-config', 'compose'), [file], {
    encoding: 'utf8',
    env: { ...env, COMPOSE_PROFILES: profile },
  });
  return { status, out: stdout, err: stderr };
}

function servicesOf(profile: string): Readonly<Record<string, Service>> {
  const { status, out, err } = read(profile, { MOVIEREC_SECRETS: '/secrets' });
  expect({ status, err }).toEqual({ status: 0, err: '' });
  return (JSON.parse(out) as { services: Record<string, Service> }).services;
}

describe.each([
  ['mysql', ['mysql', 'service-mysql', 'train']],
  ['mongodb', ['mongodb', 'service-mongodb', 'train']],
  ['train', ['train']],
])('the profile %s', (profile, names) => {
  it('starts what it says and nothing else', () => {
    expect(Object.keys(servicesOf(profile)).sort()).toEqual(names);
  });

  it('gives no service more than it needs', () => {
    for (const [name, service] of Object.entries(servicesOf(profile))) {
      expect({ name, ...service }).toMatchObject({
        ...{ name, read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] },
        deploy: {
          resources: { limits: { cpus: expect.anything(), memory: expect.anything(), pids: expect.anything() } },
        },
      });
      expect(service.privileged ?? false).toBe(false);
      for (const { host_ip } of service.ports ?? []) expect(host_ip).toBe('127.0.0.1');
      if (!ours.includes(name)) expect(Object.keys(service.networks)).toEqual(['inside']);
    }
  });

  it('tells secrets by files, and pins what it does not build', () => {
    for (const [name, service] of Object.entries(servicesOf(profile))) {
      for (const [variable, value] of Object.entries(service.environment ?? {})) {
        if (/PASSWORD|SECRET|KEY/.test(variable) && variable !== 'MYSQL_RANDOM_ROOT_PASSWORD') {
          expect(variable).toMatch(/_FILE$/);
          expect(service.secrets?.map(({ target }) => target)).toContain(value);
        }
      }
      if (!ours.includes(name)) expect(service.image).toMatch(/:\d+\.\d+\.\d+$/);
    }
  });
});

it.each(['mysql', 'mongodb'])('the service waits for %s to be well and for the training to be done', (database) => {
  const services = servicesOf(database);
  expect(services[`service-${database}`].depends_on).toMatchObject({
    train: { condition: 'service_completed_successfully' },
    [database]: { condition: 'service_healthy' },
  });
  expect(services[database].healthcheck?.test?.length).toBeGreaterThan(1);
  expect(services['train'].healthcheck).toEqual({ disable: true });
});

it('without a folder of secrets it is refused, with what to write', () => {
  const { status, err } = read('mysql', {});
  expect(status).toBe(1);
  expect(err).toContain('required variable MOVIEREC_SECRETS is missing a value: Say in which folder the secrets lie');
});

describe('the training job and the service with MySQL, as the compose file starts them', () => {
  const image = inject('image');
  const [user] = image.config.User.split(':').map(Number);
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'movierec-compose-'));
    for (const name of ['data', 'secrets']) await mkdir(join(folder, name));
    await chown(join(folder, 'data'), user, user);
    await writeFile(join(folder, 'data', 'movierec.yaml'), 'models:\n  bias:\n');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('people are kept in a real MariaDB, whose password stands in a file alone', async () => {
    const database = await startMariadb();
    try {
      const [data, secrets] = ['data', 'secrets'].map((name) => join(folder, name));
      const { username, password, port } = new URL(database.address);
      const own = new URL(await database.freshDatabase());
      await writeFile(join(secrets, 'database_password'), `${decodeURIComponent(password)}\n`);
      await writeFile(join(secrets, 'operator_key'), 'the key of operators here\n');
      await writeFile(join(secrets, 'cookie_key'), `${Buffer.alloc(32, 7).toString('base64')}\n`);
      const { train, 'service-mysql': service } = servicesOf('mysql');

      const training = startContainer(image, { data, command: train.command ?? [] });
      expect({ code: await training.ended, said: training.said() }).toMatchObject({ code: 0 });

      const env = {
        ...service.environment,
        MOVIEREC_DATABASE_USER: username,
        MOVIEREC_STORE: `mysql://127.0.0.1:${port}${own.pathname}`,
      };
      const at = await freePort();
      const command = ['serve', '--host', '127.0.0.1', '--port', String(at)];
      const container = startContainer(image, { data, secrets, env, command, network: 'machine' });
      const over = container.ended.then((code) =>
        Promise.reject(new Error(`It ended with ${code}: ${container.said()}`)),
      );
      over.catch(() => undefined);
      const ready = async (): Promise<unknown> => {
        for (;;) {
          const answer = await fetch(`http://127.0.0.1:${at}/ready`).catch(() => undefined);
          if (answer?.ok) return answer.json();
          await sleep(100);
        }
      };
      expect(await Promise.race([over, ready()])).toMatchObject({ ready: true, model: 'bias' });
      const asOperator = { headers: { authorization: 'Bearer the key of operators here' } };
      expect((await fetch(`http://127.0.0.1:${at}/metrics`, asOperator)).status).toBe(200);
      await container.signal('SIGTERM');
      expect(await container.ended).toBe(0);
      expect(container.said()).not.toContain(decodeURIComponent(password));
    } finally {
      await database.stop();
    }
  });
});
