/** Spellings that mean a genre of another name, in lower case; an empty list means no genre at all. */
const spellings: Readonly<Record<string, readonly string[]>> = {
  '(no genres listed)': [],
  'no genres listed': [],
  'n/a': [],
  '\\n': [],
  none: [],
  unknown: [],
  "children's": ['Children'],
  children: ['Children'],
  kids: ['Children'],
  family: ['Family'],
  'science fiction': ['Sci-Fi'],
  'sci fi': ['Sci-Fi'],
  'sci-fi': ['Sci-Fi'],
  scifi: ['Sci-Fi'],
  'film noir': ['Film-Noir'],
  'film-noir': ['Film-Noir'],
  'thriller/suspense': ['Thriller'],
  'romantic comedy': ['Comedy', 'Romance'],
  'black comedy': ['Comedy'],
  'concert/performance': ['Musical'],
  music: ['Musical'],
  sports: ['Sport'],
  imax: ['IMAX'],
  'reality-tv': ['Reality-TV'],
  'game-show': ['Game-Show'],
  'talk-show': ['Talk-Show'],
};

/** Genre names in one spelling, each once, in the given order: `children's` and `Children` are the same. */
export function genreNames(raw: readonly string[]): string[] {
  const names = raw.flatMap((text) => {
    const name = text.normalize('NFC').replace(/\s+/g, ' ').trim();
    if (name === '') return [];
    const key = name.toLowerCase();
    return Object.hasOwn(spellings, key) ? spellings[key] : [capitalized(name)];
  });
  return [...new Set(names)];
}

/** Upper case at the start, and the rest as it is unless it is all of one case. */
function capitalized(name: string): string {
  const rest = name.slice(1);
  const shouted = name === name.toUpperCase() && name.length > 4;
  return name[0].toUpperCase() + (shouted ? rest.toLowerCase() : rest);
}
