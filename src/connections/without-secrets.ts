/**
 * An address as it may be shown, logged and recorded: without user name, password and query, which may hold a key.
 * `mysql://anna:secret@db:3306/films?ssl=true` becomes `mysql://db:3306/films`.
 */
export const withoutSecrets = (address: string): string =>
  // Up to the last @: a password may hold one itself, and where it holds a / or ? that was not written as it should be, it is
  // no less a secret. So are addresses that lack a slash.
  address.replace(
    /^\s*((?:mysql|mariadb|mongodb(?:\+srv)?):\/*|[a-z][a-z0-9+.-]*:\/\/)(?:[^/?#]*:.*@|[^/?#]*@)?([^?#]*).*$/is,
    '$1$2',
  );
