/**
 * The name of an account as it is compared: letters that look the same count as the same (NFKC), and so do small and
 * capital ones. By way of the capitals, which makes `ß` and `SS` one as Unicode's case folding does.
 */
export const foldName = (name: string): string => name.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
