import { Link } from 'wouter';
import type { History } from '../../server/contract.ts';
import { filmPath } from '../film-path.ts';
import { dayOf } from './day-of.ts';

type Entry = History['events'][number];

/** That it stood in a list is nothing that a person did. */
const verbs: Readonly<Partial<Record<Entry['kind'], string>>> = {
  rated: 'Rated',
  noted: 'Noted for later',
  clicked: 'Looked at',
  hidden: 'Not interested in',
  played: 'Watched',
};

/** What of it a person did. */
export const doneOf = (events: readonly Entry[]): Entry[] => events.filter(({ kind }) => kind in verbs);

/** What a person did, day by day, the latest first. */
export function HistoryList({ events }: { readonly events: readonly Entry[] }) {
  return (
    <div className="history">
      <h2 className="unseen">What you did</h2>
      {[...byDay(events)].map(([day, entries]) => (
        <section key={day} aria-labelledby={`day-${entries[0]?.at}`}>
          <h3 id={`day-${entries[0]?.at}`}>{day}</h3>
          <ol>
            {entries.map(({ kind, film, title, rating, at }) => (
              <li key={`${kind} ${film} ${at}`}>
                <time className="quiet" dateTime={new Date(at).toISOString()}>
                  {new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}
                </time>
                <span>
                  <span className="quiet">{verbs[kind]} </span>
                  <Link href={filmPath(film)}>{title}</Link>
                  {rating !== undefined && (
                    <span className="history-rating">
                      <span aria-hidden="true"> ★ </span>
                      <span className="unseen">, </span>
                      {rating}
                    </span>
                  )}
                </span>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

function byDay(events: readonly Entry[]): Map<string, Entry[]> {
  const days = new Map<string, Entry[]>();
  for (const event of events) {
    const day = dayOf(event.at);
    days.set(day, [...(days.get(day) ?? []), event]);
  }
  return days;
}
