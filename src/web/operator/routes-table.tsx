import { useState } from 'react';
import type { Overview } from '../../server/contract.ts';
import { duration, share, whole } from './figures.ts';

const few = 8;

/** What is asked for, how often and how quickly, since the start. */
export function RoutesTable({ routes }: Pick<Overview, 'routes'>) {
  const [all, setAll] = useState(false);
  return (
    <section className="operator-section" aria-labelledby="operator-routes">
      <h2 id="operator-routes">Routes</h2>
      <div className="operator-scroll" tabIndex={0} role="group" aria-label="Table of routes">
        <table>
          <thead>
            <tr>
              <th scope="col">Route</th>
              <th scope="col">Requests</th>
              <th scope="col">Failed</th>
              <th scope="col">p50</th>
              <th scope="col">p95</th>
              <th scope="col">p99</th>
              <th scope="col">Most</th>
            </tr>
          </thead>
          <tbody>
            {(all ? routes : routes.slice(0, few)).map(({ route, requests, failed, latency }) => (
              <tr key={route}>
                <th scope="row">
                  <code>{route}</code>
                </th>
                <td>{whole(requests)}</td>
                <td className={failed > 0 ? 'notable' : ''}>
                  {failed === 0 ? '0' : `${whole(failed)} (${share(failed / requests)})`}
                </td>
                <td>{duration(latency.p50)}</td>
                <td>{duration(latency.p95)}</td>
                <td>{duration(latency.p99)}</td>
                <td>{duration(latency.most)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {routes.length > few && (
        <button type="button" className="button" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show all ${routes.length}`}
        </button>
      )}
    </section>
  );
}
