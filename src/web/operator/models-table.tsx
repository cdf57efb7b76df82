import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Overview } from '../../server/contract.ts';
import { api } from '../api/client.ts';
import { asFailure } from '../api/failure.ts';
import { notify } from '../notices.ts';
import { Dialog } from '../parts/dialog.tsx';
import { moment, span } from './figures.ts';

interface Props {
  readonly overview: Overview;
  readonly operatorKey: string;
}
type Served = Overview['models'][number];
type Wish = { readonly model: string } & (
  { readonly action: 'retrain' } | { readonly action: 'roll back'; readonly version: number }
);

/** The models and their versions, to be trained anew or taken back. */
export function ModelsTable({ overview: { models, retraining, now }, operatorKey }: Props) {
  const client = useQueryClient();
  const [wish, setWish] = useState<Wish>();
  const act = useMutation({
    mutationFn: async (wished: Wish): Promise<string> => {
      if (wished.action === 'retrain') {
        await api.retrain(operatorKey, wished.model);
        return `${wished.model} is being retrained. What came of it will stand below.`;
      }
      const { model, version } = await api.rollback(operatorKey, wished.version, wished.model);
      return `${model} recommends with version ${version} again.`;
    },
    onSuccess: (said) => notify(said),
    onError: (error) => {
      const { message, hint } = asFailure(error);
      notify(`${message} ${hint}`, { tone: 'failed' });
    },
    onSettled: () => {
      setWish(undefined);
      return client.invalidateQueries({ queryKey: ['overview'] });
    },
  });
  const { allowed, everyMinutes, next, busy } = retraining;
  return (
    <section className="operator-section" aria-labelledby="operator-models">
      <h2 id="operator-models">Models</h2>
      <p className="quiet" role="status">
        {!allowed
          ? 'The models come from elsewhere: they are retrained and taken back there.'
          : busy
            ? 'A retraining is at work.'
            : everyMinutes === null
              ? 'Retraining is not scheduled: it happens when you ask for it.'
              : `Retraining every ${span(everyMinutes * 60_000)}${next === null ? '' : `, next at ${moment(next)} (in ${span(next - now)})`}.`}
      </p>
      <div className="operator-scroll" tabIndex={0} role="group" aria-label="Table of models">
        <table>
          <thead>
            <tr>
              <th scope="col">Model</th>
              <th scope="col">Version</th>
              <th scope="col">
                <span className="unseen">What can be done</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {models.map((served) => (
              <ModelRow
                key={served.model}
                served={served}
                busy={busy || act.isPending}
                onWish={allowed ? setWish : undefined}
              />
            ))}
          </tbody>
        </table>
      </div>
      {wish && (
        <Dialog
          title={
            wish.action === 'retrain' ? `Retrain ${wish.model}?` : `Take ${wish.model} to version ${wish.version}?`
          }
          onClose={() => setWish(undefined)}
        >
          <p>
            {wish.action === 'retrain'
              ? 'It is trained on all ratings there are by now, and takes over if it is no worse on held-out ones. Requests are answered all the while.'
              : 'From then on its lists come from that version, for everyone. Ratings stay as they are.'}
          </p>
          <div className="dialog-actions">
            <button type="button" className="button" onClick={() => setWish(undefined)}>
              Cancel
            </button>
            <button
              type="button"
              className="button"
              data-primary
              disabled={act.isPending}
              onClick={() => act.mutate(wish)}
            >
              {act.isPending ? 'One moment…' : wish.action === 'retrain' ? 'Retrain' : `Use version ${wish.version}`}
            </button>
          </div>
        </Dialog>
      )}
    </section>
  );
}

interface RowProps {
  readonly served: Served;
  readonly busy: boolean;
  /** Without it nothing can be done. */
  readonly onWish: ((wish: Wish) => void) | undefined;
}

function ModelRow({ served: { model, version, versions, loaded, usual }, busy, onWish }: RowProps) {
  const others = versions.filter((other) => other !== version);
  return (
    <tr>
      <th scope="row">
        {model} {usual && <span className="operator-mark">usual</span>}
        {!loaded && <small className="operator-aside">read when it is asked for</small>}
      </th>
      <td>{version}</td>
      <td className="operator-actions">
        {onWish && (
          <>
            <button
              type="button"
              className="button"
              disabled={busy}
              onClick={() => onWish({ model, action: 'retrain' })}
            >
              Retrain<span className="unseen"> {model}</span>
            </button>
            {others.map((other) => (
              <button
                key={other}
                type="button"
                className="button"
                disabled={busy}
                onClick={() => onWish({ model, action: 'roll back', version: other })}
              >
                {other < version ? 'Back to' : 'On to'} version {other}
                <span className="unseen"> of {model}</span>
              </button>
            ))}
          </>
        )}
      </td>
    </tr>
  );
}
