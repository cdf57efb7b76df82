import { useState } from 'react';
import type { Overview } from '../../server/contract.ts';
import { engagementOf } from './engagement-of.ts';
import { share, whole } from './figures.ts';

const few = 10;

/** What became of the films that were recommended: looked at, hidden, watched. */
export function Engagement({ engagement }: Pick<Overview, 'engagement'>) {
  const [by, setBy] = useState<'model' | 'day'>('model');
  const [all, setAll] = useState(false);
  const lines = engagementOf(engagement, by);
  return (
    <section className="operator-section" aria-labelledby="operator-engagement">
      <div className="operator-heading">
        <h2 id="operator-engagement">Engagement</h2>
        <div className="operator-choice" role="group" aria-label="Engagement by">
          {(['model', 'day'] as const).map((choice) => (
            <button
              key={choice}
              type="button"
              className="chip"
              aria-pressed={by === choice}
              onClick={() => setBy(choice)}
            >
              {choice === 'model' ? 'By model' : 'By day and model'}
            </button>
          ))}
        </div>
      </div>
      {lines.length === 0 ? (
        <p className="quiet">Nobody has been shown a list yet.</p>
      ) : (
        <div className="operator-scroll" tabIndex={0} role="group" aria-label="Table of engagement">
          <table>
            <thead>
              <tr>
                {by === 'day' && <th scope="col">Day</th>}
                <th scope="col" className="text">
                  Model
                </th>
                <th scope="col">Shown</th>
                <th scope="col">Clicked</th>
                <th scope="col">Click-through</th>
                <th scope="col">Hidden</th>
                <th scope="col">Hidden share</th>
                <th scope="col">Played</th>
              </tr>
            </thead>
            <tbody>
              {(all ? lines : lines.slice(0, few)).map((line) => (
                <tr key={`${line.day} ${line.model}`}>
                  {by === 'day' && <th scope="row">{line.day}</th>}
                  {by === 'day' ? (
                    <td className="text">{line.model ?? 'in no list'}</td>
                  ) : (
                    <th scope="row">{line.model ?? 'in no list'}</th>
                  )}
                  <td>{whole(line.shown)}</td>
                  <td>{whole(line.clicked)}</td>
                  <td>
                    <ShareBar value={line.clickThrough} />
                  </td>
                  <td>{whole(line.hidden)}</td>
                  <td>{share(line.hiddenShare)}</td>
                  <td>{whole(line.played)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {lines.length > few && (
        <button type="button" className="button" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show all ${lines.length}`}
        </button>
      )}
    </section>
  );
}

function ShareBar({ value }: { readonly value: number | null }) {
  return (
    <span className="share-bar">
      <span className="share-bar-track" aria-hidden="true">
        <span style={{ width: `${100 * Math.min(1, value ?? 0)}%` }} />
      </span>
      {share(value)}
    </span>
  );
}
