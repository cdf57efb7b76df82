import { useState } from 'react';
import { Link } from 'wouter';
import type { Reason } from '../../server/contract.ts';
import { filmPath } from '../film-path.ts';
import { weighReasons, type WeighedReason } from './weigh-reasons.ts';

interface Props {
  readonly reasons: readonly Reason[];
  /** Whether amounts are points of a rating; else only their shares mean something. */
  readonly inPoints: boolean;
}

const few = 6;

/** What speaks for a film and what against, as bars on either side of a line, the weightiest first; a table by its nature. */
export function Reasons({ reasons, inPoints }: Props) {
  const [all, setAll] = useState(false);
  const { start, weighed } = weighReasons(reasons, inPoints);
  const shown = all ? weighed : weighed.slice(0, few);
  if (weighed.length === 0) return null;
  return (
    <div className="reasons">
      <table>
        <caption className="unseen">What speaks for and against it, the weightiest first</caption>
        <thead className="unseen">
          <tr>
            <th scope="col">What</th>
            <th scope="col">Weight</th>
            <th scope="col">{inPoints ? 'Points' : 'Share of what speaks for it'}</th>
          </tr>
        </thead>
        <tbody>
          {start !== undefined && (
            <tr className="reason-start">
              <th scope="row">Starting from the average of all ratings</th>
              <td />
              <td className="reason-amount">{start.toFixed(2)}</td>
            </tr>
          )}
          {shown.map((reason, place) => (
            <ReasonRow key={`${reason.text} ${place}`} reason={reason} />
          ))}
        </tbody>
      </table>
      {weighed.length > few && (
        <button type="button" className="button" data-quiet aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show only the weightiest' : `Show all ${weighed.length}`}
        </button>
      )}
    </div>
  );
}

function ReasonRow({ reason: { text, film, amount, extent } }: { readonly reason: WeighedReason }) {
  const side = extent < 0 ? 'against' : 'for';
  return (
    <tr className={`reason reason-${side}`}>
      <th scope="row">{film === undefined ? text : <Link href={filmPath(film)}>{text}</Link>}</th>
      <td className="reason-bar">
        <span className="unseen">{side}</span>
        <span className="reason-track" aria-hidden="true">
          <span className="reason-extent" style={{ width: `${50 * Math.abs(extent)}%` }} />
        </span>
      </td>
      <td className="reason-amount">{amount}</td>
    </tr>
  );
}
