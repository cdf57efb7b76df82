/** Where a film's page is. */
export const filmPath = (film: string): string => `/film/${encodeURIComponent(film)}`;

/** The film that a part of a path names; the router may have decoded some of it already. */
export function filmOfPath(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
