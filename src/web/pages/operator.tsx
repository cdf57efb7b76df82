import { useQuery } from '@tanstack/react-query';
import { asFailure } from '../api/failure.ts';
import { queries } from '../api/queries.ts';
import { Engagement } from '../operator/engagement.tsx';
import { span, whole } from '../operator/figures.ts';
import { KeyForm } from '../operator/key-form.tsx';
import { ModelsTable } from '../operator/models-table.tsx';
import { keepOperatorKey, useOperatorKey } from '../operator/operator-key.ts';
import { Retrainings } from '../operator/retrainings.tsx';
import { RoutesTable } from '../operator/routes-table.tsx';
import { Traffic } from '../operator/traffic.tsx';
import { useSamples } from '../operator/use-samples.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import { Page } from '../parts/page.tsx';
import { TextSkeleton } from '../parts/skeletons.tsx';
import '../operator/operator.css';

/** How the service is doing, for those who have the operator key. */
export default function OperatorPage() {
  const key = useOperatorKey();
  const overview = useQuery({ ...queries.overview(key ?? ''), enabled: key !== null, staleTime: 0 });
  const samples = useSamples(overview.data);
  const failure = overview.error ? asFailure(overview.error) : undefined;
  const refused = failure !== undefined && [401, 403].includes(failure.status);

  if (key === null || refused) {
    return (
      <Page title="Operators" lead="Traffic, engagement and model versions." narrow>
        <KeyForm refused={refused ? 'That is not the operator key.' : undefined} />
      </Page>
    );
  }
  const { data } = overview;
  return (
    <Page title="Operators">
      {data ? (
        <>
          <div className="operator-status">
            <p role={failure ? 'alert' : undefined}>
              {failure
                ? `${failure.message} What you see is of ${clock(data.now)}.`
                : `Up for ${span(data.now - data.started)}, as of ${clock(data.now)}.`}
            </p>
            <button type="button" className="button" data-quiet onClick={() => keepOperatorKey(null)}>
              Forget the key
            </button>
          </div>
          <dl className="operator-figures">
            <Figure name="Accounts" value={data.people.accounts} />
            <Figure name="Guests" value={data.people.guests} />
            <Figure name="Ratings given here" value={data.people.ratings} />
            <Figure name="Events" value={data.people.events} />
            <Figure name="Open pages" value={data.streams} />
          </dl>
          <Traffic overview={data} samples={samples} />
          <RoutesTable routes={data.routes} />
          <Engagement engagement={data.engagement} />
          <ModelsTable overview={data} operatorKey={key} />
          <Retrainings retrainings={data.retrainings} />
        </>
      ) : failure ? (
        <FailureNote error={failure} retry={() => void overview.refetch()} />
      ) : (
        <TextSkeleton lines={8} />
      )}
    </Page>
  );
}

function Figure({ name, value }: { readonly name: string; readonly value: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{whole(value)}</dd>
    </div>
  );
}

const clock = (time: number): string => new Date(time).toLocaleTimeString('en-GB');
