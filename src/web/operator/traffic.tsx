import type { Overview } from '../../server/contract.ts';
import { LineChart } from '../graphs/line-chart.tsx';
import { duration, megabytes, share, whole } from './figures.ts';
import type { Sample } from './use-samples.ts';

interface Props {
  readonly overview: Overview;
  readonly samples: readonly Sample[];
}

/** How busy the service is and how quick: minute by minute, and since the page was opened. */
export function Traffic({ overview: { traffic, memory, delay }, samples }: Props) {
  const minutes = traffic.map(({ at }) => at);
  const requests = traffic.reduce((sum, minute) => sum + minute.requests, 0);
  const failed = traffic.reduce((sum, minute) => sum + minute.failed, 0);
  const sampled = samples.map(({ at }) => at);
  return (
    <section className="operator-section" aria-labelledby="operator-traffic">
      <h2 id="operator-traffic">Traffic</h2>
      <p className="quiet">
        {whole(requests)} requests in the last hour,{' '}
        {failed === 0 ? 'none of which failed' : `${whole(failed)} failed (${share(failed / requests)})`}. Memory{' '}
        {megabytes(memory.resident)}, of which {megabytes(memory.heap)} heap. Requests wait {duration(delay.p50)} for
        the event loop (median), at most {duration(delay.most)} lately.
      </p>
      <div className="operator-charts">
        <LineChart
          title="Requests a minute"
          format={whole}
          times={minutes}
          lines={[
            { name: 'all', values: traffic.map((minute) => minute.requests) },
            { name: 'failed', values: traffic.map((minute) => minute.failed) },
          ]}
        />
        <LineChart
          title="Latency"
          format={duration}
          times={minutes}
          lines={[
            { name: 'p50', values: traffic.map(({ requests: count, p50 }) => (count > 0 ? p50 : null)) },
            { name: 'p99', values: traffic.map(({ requests: count, p99 }) => (count > 0 ? p99 : null)) },
          ]}
        />
        <LineChart
          title="Memory"
          format={megabytes}
          times={sampled}
          lines={[
            { name: 'resident', values: samples.map(({ resident }) => resident) },
            { name: 'heap', values: samples.map(({ heap }) => heap) },
          ]}
        />
        <LineChart
          title="Wait for the event loop"
          format={duration}
          times={sampled}
          lines={[
            { name: 'p50', values: samples.map(({ delay50 }) => delay50) },
            { name: 'p99', values: samples.map(({ delay99 }) => delay99) },
          ]}
        />
      </div>
    </section>
  );
}
