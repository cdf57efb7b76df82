/**
 * An address as it may be shown, logged and recorded: without user name, password and query, which may hold a key.
 * `mysql://anna:secret@db:3306/films?ssl=true` becomes `mysql://db:3306/films`.
 */
export const withoutSecrets = (address: string): string =>
  // Up to the last @ of all: a password may hold one itself, and / ? # that should have been written %2F %3F %23. Addresses that
  // lack a slash may hold one too.
  address.replace(/^\s*((?:mysql|mariadb|mongodb(?:\+srv)?):\/*|[a-z][a-z0-9+.-]*:\/\/)(?:.*@)?([^?#]*).*$/is, '$1$2');
