import type { Overview, Retraining } from '../../server/contract.ts';
import { duration, moment, whole } from './figures.ts';

const outcomes: Readonly<Record<Retraining['outcome'], string>> = {
  swapped: 'Took over',
  'rolled back': 'Rolled back',
  unchanged: 'Unchanged',
  failed: 'Failed',
};

/** What came of each attempt to train anew, the latest first. */
export function Retrainings({ retrainings }: Pick<Overview, 'retrainings'>) {
  return (
    <section className="operator-section" aria-labelledby="operator-retrainings">
      <h2 id="operator-retrainings">Past retrainings</h2>
      {retrainings.length === 0 ? (
        <p className="quiet">None yet.</p>
      ) : (
        <ol className="retrainings">
          {retrainings.map((retraining) => (
            <RetrainingEntry key={`${retraining.model} ${retraining.at}`} retraining={retraining} />
          ))}
        </ol>
      )}
    </section>
  );
}

function RetrainingEntry({ retraining }: { readonly retraining: Retraining }) {
  const { model, at, seconds, outcome, version, ratings, ownRatings, before, after, why } = retraining;
  return (
    <li>
      <p className="retraining-head">
        <span className={`outcome outcome-${outcome.replace(' ', '-')}`}>{outcomes[outcome]}</span>
        <strong>{model}</strong>
        <span className="quiet">
          <time dateTime={new Date(at).toISOString()}>{moment(at)}</time>, in {duration(seconds * 1000)}
        </span>
      </p>
      <p>{why}</p>
      <p className="quiet">
        Version {version} is in use since; {whole(ratings)} ratings, {whole(ownRatings)} of them given here
        {before !== null && after !== null && `; NDCG@10 ${before.toFixed(4)} before, ${after.toFixed(4)} after`}.
      </p>
    </li>
  );
}
