import { Icon } from '../parts/icon.tsx';
import { useConnection } from './use-connection.ts';

/** Says that there is no connection, and what becomes of ratings meanwhile. */
export function OfflineBanner() {
  const { online, waiting } = useConnection();
  if (online && waiting === 0) return null;
  return (
    <p className="offline-banner" role="status">
      <Icon name="offline" />
      {online
        ? 'The service cannot be reached; your ratings will be sent when it is back.'
        : 'You are offline; ratings will be sent when you are back.'}
      {waiting === 0 ? null : <strong>{waiting === 1 ? '1 waits' : `${waiting} wait`}</strong>}
    </p>
  );
}
