import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Service } from '../service.ts';
import type { Traffic } from './open-traffic.ts';

/** Seconds. */
const buckets = [0.001, 0.002, 0.005, 0.01, 0.015, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Of how many retrainings the outcomes are counted. */
const retrainings = 1000;

/** What Prometheus reads of a service. Nothing here names a person. */
export function openMetrics(traffic: Traffic, service: Service): Registry {
  const { context, models, store, streams, started } = service;
  const registry = new Registry();
  const registers = [registry];
  const gauge = <Label extends string = never>(
    name: string,
    help: string,
    collect: (gauge: Gauge<Label>) => void | Promise<void>,
    labelNames: Label[] = [],
  ): Gauge<Label> =>
    new Gauge<Label>({
      ...{ name, help, labelNames, registers },
      collect() {
        this.reset();
        return collect(this);
      },
    });

  countRequests(traffic, registers);
  gauge('movierec_requests_in_flight', 'Requests that are being answered, streams too.', (one) =>
    one.set(traffic.inFlight),
  );
  gauge('movierec_streams_open', 'Pages that listen to server-sent events.', (one) => one.set(streams.size));
  gauge(
    'movierec_event_loop_delay_seconds',
    'How long requests had to wait for the event loop within the last minute or two; 1 is the longest.',
    (one) => {
      const { p50, p99, most } = traffic.delay();
      for (const [quantile, delay] of Object.entries({ 0.5: p50, 0.99: p99, 1: most }))
        one.set({ quantile }, delay / 1000);
    },
    ['quantile'],
  );

  gauge('process_resident_memory_bytes', 'Memory in use.', (one) => one.set(process.memoryUsage.rss()));
  gauge('nodejs_heap_size_used_bytes', 'Of that, by objects.', (one) => one.set(process.memoryUsage().heapUsed));
  gauge('nodejs_external_memory_bytes', 'And by buffers and models outside of the heap.', (one) => {
    const { external, arrayBuffers } = process.memoryUsage();
    one.set(external + arrayBuffers);
  });
  new Counter({
    ...{ name: 'process_cpu_seconds_total', help: 'Processor time.', registers },
    collect() {
      const { user, system } = process.cpuUsage();
      this.reset();
      this.inc((user + system) / 1e6);
    },
  });
  gauge('process_start_time_seconds', 'When the service was started, since 1970.', (one) => one.set(started / 1000));

  gauge(
    'movierec_model_info',
    'The models in memory; usual is the one that recommends where none is named.',
    (one) => {
      for (const { name: model, version } of models.loaded) {
        one.set({ model, version, usual: String(model === models.usual) }, 1);
      }
    },
    ['model', 'version', 'usual'],
  );
  gauge(
    'movierec_model_age_seconds',
    'Since a model in memory was trained.',
    (one) => {
      for (const { name: model, manifest } of models.loaded) {
        one.set({ model }, (context.now() - Date.parse(manifest.finished)) / 1000);
      }
    },
    ['model'],
  );

  gauge(
    'movierec_stored',
    'What people have left here: accounts, guests, ratings, and events such as clicks.',
    async (one) => {
      // Where the store does not answer, /ready says so; the other figures are told all the same.
      const counts = await store.count().catch(() => undefined);
      for (const [what, count] of Object.entries(counts ?? {})) one.set({ what }, count);
    },
    ['what'],
  );
  gauge(
    'movierec_retrainings',
    `What came of the last ${retrainings} retrainings at most.`,
    async (one) => {
      for (const { model, outcome } of await service.retrainer.past(retrainings)) one.inc({ model, outcome });
    },
    ['model', 'outcome'],
  );
  return registry;
}

/** By the route as it is written, so that there are no more series than routes. */
function countRequests(traffic: Traffic, registers: Registry[]): void {
  const duration = new Histogram({
    name: 'movierec_request_duration_seconds',
    help: 'How long answers took; without streams, and without requests that were given up.',
    labelNames: ['method', 'route', 'status'],
    ...{ buckets, registers },
  });
  const givenUp = new Counter({
    name: 'movierec_requests_given_up_total',
    help: 'Requests that whoever asked did not wait for; the end of a stream, too.',
    labelNames: ['method', 'route'],
    registers,
  });
  traffic.onAnswer(({ method, route, status, milliseconds }) => {
    if (milliseconds !== undefined) {
      duration.observe({ method, route, status: `${Math.floor(status / 100)}xx` }, milliseconds / 1000);
    } else if (status === 0) givenUp.inc({ method, route });
  });
}
