/** Where a film's page is. */
export const filmPath = (film: string): string => `/film/${encodeURIComponent(film)}`;
