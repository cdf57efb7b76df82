import type { Bar } from './rating-bars.ts';
import './distribution.css';

interface Props {
  /** What is counted, as the table's title: "How people rated it". */
  readonly title: string;
  /** What the bars stand for and what they count: "Rating", "People". */
  readonly columns: readonly [label: string, amount: string];
  readonly bars: readonly Bar[];
}

/** Upright bars, one a label, for the eye; a table for the ear. */
export function Distribution({ title, columns, bars }: Props) {
  const most = Math.max(1, ...bars.map(({ amount }) => amount));
  const total = bars.reduce((sum, { amount }) => sum + amount, 0);
  const share = (amount: number): string => `${Math.round((100 * amount) / Math.max(1, total))} %`;
  return (
    <div className="distribution">
      <div className="distribution-bars" aria-hidden="true">
        {bars.map(({ label, amount, mark }) => (
          <div
            key={label}
            className={mark ? 'distribution-bar marked' : 'distribution-bar'}
            title={`${label}: ${amount.toLocaleString('en')} (${share(amount)})${mark ? `, ${mark}` : ''}`}
          >
            <span className="distribution-column" style={{ height: `${(100 * amount) / most}%` }} />
            <span className="distribution-label">{label}</span>
          </div>
        ))}
      </div>
      <table className="unseen">
        <caption>{title}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bars.map(({ label, amount, mark }) => (
            <tr key={label}>
              <th scope="row">{mark ? `${label}, ${mark}` : label}</th>
              <td>{`${amount.toLocaleString('en')} (${share(amount)})`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
