/** "2019-11-30" as 30 November 2019, "2019-11" as November 2019. */
export const dayInWords = (date: string): string =>
  new Date(date).toLocaleDateString('en-GB', {
    ...(date.length > 7 && { day: 'numeric' }),
    ...{ month: 'long', year: 'numeric', timeZone: 'UTC' },
  });
