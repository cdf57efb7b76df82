import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import { queries, useMe } from '../api/queries.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import { Page } from '../parts/page.tsx';
import { HistoryTab } from '../taste/history-tab.tsx';
import { RatedTab } from '../taste/rated-tab.tsx';
import { Tabs } from '../taste/tabs.tsx';
import { WatchListTab } from '../taste/watch-list-tab.tsx';
import '../taste/taste.css';

const tabs = ['rated', 'watch-list', 'history'] as const;
type Tab = (typeof tabs)[number];

/** What the person has rated, noted and done. */
export default function RatingsPage() {
  const [address, setAddress] = useSearchParams();
  const tab = tabs.find((one) => one === address.get('tab')) ?? 'rated';
  const { data: me, error, refetch } = useMe();
  const somebody = me !== undefined && me.kind !== 'nobody';
  // The page shows a rating at once, before the server counts it.
  const rated = useQuery({ ...queries.ratings(), enabled: somebody }).data?.films.length ?? me?.ratings;
  const noted = useQuery({ ...queries.watchList(), enabled: somebody }).data?.films.length ?? me?.watchList;
  const counted = (name: string, count: number | undefined): string => (count ? `${name} (${count})` : name);
  return (
    <Page title="My films">
      {error && !me ? (
        <FailureNote error={error} retry={() => void refetch()} />
      ) : (
        <Tabs
          label="My films"
          tabs={{ rated: counted('Rated', rated), 'watch-list': counted('Watch-list', noted), history: 'History' }}
          chosen={tab}
          onChoose={(chosen: Tab) =>
            setAddress(chosen === 'rated' ? new URLSearchParams() : { tab: chosen }, { replace: true })
          }
        >
          {tab === 'rated' ? <RatedTab /> : tab === 'watch-list' ? <WatchListTab /> : <HistoryTab />}
        </Tabs>
      )}
    </Page>
  );
}
