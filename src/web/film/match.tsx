import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { Film } from '../../server/contract.ts';
import { queries, useMe, useMyRating, useSite } from '../api/queries.ts';
import { tuning } from '../home/tuning.ts';
import { shareOf } from '../parts/rating-scale.ts';
import { Stars } from '../parts/stars.tsx';
import { useStored } from '../stored-value.ts';
import { Reasons } from './reasons.tsx';

interface Props {
  readonly film: Film;
}

/** How well a film goes with the person's taste, and why. */
export function Match({ film }: Props) {
  const me = useMe().data;
  const known = me !== undefined && me.ratings > 0;
  const rating = useMyRating(film.film);
  const chosen = useStored(tuning).model;
  // It may have been taken out of the service since it was chosen.
  const model = useQuery(queries.models()).data?.models.find((served) => served.model === chosen)?.model;
  const { data, isError, isPlaceholderData } = useQuery({ ...queries.explanation(film.film, model), enabled: known });
  return (
    <section className="film-section match" aria-labelledby="match" aria-busy={known && (!data || isPlaceholderData)}>
      <h2 id="match">Your match</h2>
      {me?.ratings === 0 && (
        <p className="match-none">
          Rate this or <Link href="/welcome">a few films you know</Link>, and you will see here how well it goes with
          your taste, and why.
        </p>
      )}
      {isError && <p className="match-none">What speaks for this film cannot be told just now.</p>}
      {known && data && (
        <>
          {data.expected !== null && (
            <Expected expected={data.expected} uncertainty={data.uncertainty} rating={rating} />
          )}
          <p className="match-why" dir="auto">
            {data.why}
          </p>
          {data.fallback === undefined && data.reasons.length > 0 && (
            <>
              <Reasons reasons={data.reasons} inPoints={data.expected !== null} />
              <p className="match-model">
                {data.expected === null ? 'Shares are of all that speaks for it' : 'Amounts are points of a rating'}; by
                the model {data.model}
                {data.version > 0 && `, version ${data.version}`}.
              </p>
            </>
          )}
        </>
      )}
    </section>
  );
}

interface ExpectedProps {
  readonly expected: number;
  readonly uncertainty: number | undefined;
  readonly rating: number | undefined;
}

function Expected({ expected, uncertainty, rating }: ExpectedProps) {
  const scale = useSite().data?.scale;
  if (scale === undefined) return null;
  return (
    <p className="match-expected">
      <strong>{expected.toFixed(1)}</strong>
      <Stars share={shareOf(scale, expected)} />
      <span>
        {rating === undefined ? 'is what you would probably rate it' : `is what the model says; you rated it ${rating}`}
        <span className="unseen"> on a scale to {scale.max}</span>
        {uncertainty !== undefined && `, give or take ${uncertainty.toFixed(1)}`}
      </span>
    </p>
  );
}
