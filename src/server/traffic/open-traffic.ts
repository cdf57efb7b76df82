import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Overview } from '../contract.ts';
import { latencyHistogram, type LatencyHistogram } from './latency-histogram.ts';

/** How a request ended. */
export interface Answer {
  /** The route as it was written: `/api/films/:film`; or what there is instead of one. */
  readonly route: string;
  readonly method: string;
  /** 0 where whoever asked did not wait for it. */
  readonly status: number;
  /** undefined where a time would say nothing: nobody waited, or it was a stream. */
  readonly milliseconds: number | undefined;
}

/** What came and how long it took, since the start. Times are milliseconds. */
export interface Traffic {
  readonly inFlight: number;
  /** The last hour minute by minute, the oldest first; minutes without a request are left out. */
  minutes(): Overview['traffic'];
  /** The most used first. */
  routes(): Overview['routes'];
  /** How long requests had to wait for the event loop, within the last minute or two. */
  delay(): Overview['delay'];
  /** Calls back for every answer. */
  onAnswer(listener: (answer: Answer) => void): void;

  /** A request has come. */
  begin(): void;
  /** It was answered, or given up. */
  end(answer: Answer): void;
  close(): void;
}

interface Tally {
  requests: number;
  /** Answered with a fault of the service's own: 500 and up. */
  failed: number;
  readonly latencies: LatencyHistogram;
}

const minute = 60_000;
const minutesKept = 60;
/** How often the event loop is looked at, in milliseconds; which is what an idle one is late by, by the clock's own count. */
const resolution = 10;

export function openTraffic(now: () => number): Traffic {
  const routes = new Map<string, Tally>();
  const minutes = Array.from({ length: minutesKept }, () => ({ number: -1, ...emptyTally() }));
  const listeners: ((answer: Answer) => void)[] = [];
  const delay = watchDelay();
  let inFlight = 0;

  const tallyOf = (route: string): Tally => {
    const known = routes.get(route) ?? emptyTally();
    routes.set(route, known);
    return known;
  };
  /** The place of a minute of an hour ago is taken by the present one. */
  const thisMinute = (): Tally => {
    const number = Math.floor(now() / minute);
    const tally = minutes[number % minutesKept];
    if (tally.number === number) return tally;
    tally.latencies.clear();
    return Object.assign(tally, { number, requests: 0, failed: 0 });
  };
  return {
    get inFlight() {
      return inFlight;
    },
    minutes() {
      const oldest = Math.floor(now() / minute) - minutesKept;
      return minutes
        .filter(({ number }) => number > oldest)
        .sort((a, b) => a.number - b.number)
        .map(({ number, requests, failed, latencies }) => ({
          at: number * minute,
          ...{ requests, failed, p50: latencies.quantile(0.5), p99: latencies.quantile(0.99) },
        }));
    },
    routes: () =>
      [...routes]
        .map(([route, { requests, failed, latencies }]) => ({
          ...{ route, requests, failed },
          latency: {
            p50: latencies.quantile(0.5),
            p95: latencies.quantile(0.95),
            p99: latencies.quantile(0.99),
            most: latencies.most,
          },
        }))
        .sort((a, b) => b.requests - a.requests),
    delay: delay.lately,
    onAnswer: (listener) => listeners.push(listener),
    begin: () => inFlight++,
    end(answer) {
      inFlight--;
      for (const tally of [tallyOf(`${answer.method} ${answer.route}`), thisMinute()]) {
        tally.requests++;
        if (answer.status >= 500) tally.failed++;
        if (answer.milliseconds !== undefined) tally.latencies.add(answer.milliseconds);
      }
      for (const listener of listeners) listener(answer);
    },
    close: delay.close,
  };
}

const emptyTally = (): Tally => ({ requests: 0, failed: 0, latencies: latencyHistogram() });

/** How late the event loop is; of the minute that runs once it is ten seconds old, else of the one before. */
function watchDelay(): { lately: () => Overview['delay']; close: () => void } {
  const histogram = monitorEventLoopDelay({ resolution });
  histogram.enable();
  const late = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - resolution);
  const figures = (): Overview['delay'] =>
    histogram.count === 0
      ? { p50: 0, p99: 0, most: 0 }
      : { p50: late(histogram.percentile(50)), p99: late(histogram.percentile(99)), most: late(histogram.max) };
  let before: Overview['delay'] | undefined;
  const timer = setInterval(() => {
    before = figures();
    histogram.reset();
  }, minute).unref();
  return {
    lately: () => (before && histogram.count < 10_000 / resolution ? before : figures()),
    close() {
      clearInterval(timer);
      histogram.disable();
    },
  };
}
