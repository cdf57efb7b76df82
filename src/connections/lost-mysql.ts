/** The server went, or the way to it did, or it ended this connection. */
const losses: ReadonlySet<string> = new Set([
  'PROTOCOL_CONNECTION_LOST',
  'ECONNRESET',
  'EPIPE',
  'ER_SERVER_SHUTDOWN',
  'ER_SESSION_WAS_KILLED',
  'ER_CLIENT_INTERACTION_TIMEOUT',
]);

/** MariaDB's ER_CONNECTION_KILLED, of which mysql2 knows the number alone. */
const killed = 1927;

/** Whether a connection that was there has gone, so that another one may do better; whatever was begun on it is undone. */
export const isLost = (error: unknown): boolean => {
  const { code, errno, message } = error as NodeJS.ErrnoException;
  return losses.has(code ?? '') || errno === killed || /connection is in closed state/.test(message);
};

/** Whether a connection is not to be used any more: an answer to what it was asked before might still come. */
export const isBroken = (error: unknown): boolean => {
  const { code, fatal } = error as NodeJS.ErrnoException & { readonly fatal?: boolean };
  return isLost(error) || fatal === true || code === 'PROTOCOL_SEQUENCE_TIMEOUT';
};
