import { normal, sequence, shuffled, uniform } from '../../random.ts';
import type { Film } from './film.ts';

const adjectives = words(`Silent Broken Golden Hidden Crimson Distant Endless Forgotten Gentle Hollow Iron Lonely Lost
  Midnight Northern Painted Paper Quiet Restless Salt Scarlet Secret Seventh Shattered Silver Sleeping Southern Stolen
  Stubborn Sudden Tender Thirsty Velvet Wandering Wild Winter Wicked Yellow Ancient Borrowed Burning Careless`);
const nouns = words(`Harbor River Garden Letter Mirror Orchard Promise Season Shadow Stranger Summer Train Valley Voyage
  Witness Window Winter Waltz Bridge Carnival City Clock Country Crossing Daughter Door Dream Empire Engine Field Fire
  Fortune Horizon House Island Journey Kingdom Ladder Lantern Library Lighthouse Melody Mountain Neighbor Night Ocean
  Painter Parade Passenger Pilot Road Room Sailor School Singer Sister Soldier Song Station Storm Street Teacher
  Theater Tower Traveler Village Violin Wedding`);
const places = words(
  `Alder Bay|Ashford|Bellmere|Cedar Falls|Coldwater|Dunmore|Eastgate|Fairhaven|Glenrock|Hartfield|Ivy
  Hill|Juniper Lane|Kingsport|Larkspur|Maple Street|New Lisbon|Oakhaven|Port Clement|Quarry Road|Redwood|Saint Aldo|Thorn
  Island|Union Square|Vesper|Westbrook|Yarrow`,
  '|',
);
const firstNames =
  words(`Ada Amir Bela Carlos Chiara Dana Elif Emil Farah Greta Hana Hugo Ines Ivan Jonas Kavya Lars Lena
  Lucia Marek Mina Noor Olga Omar Petra Rafael Rosa Samir Sofia Tariq Uma Viktor Wanda Yuki Zoe`);
const lastNames = words(`Abbot Alvarez Bergman Castell Delacroix Egede Farkas Galanis Haddad Ito Jansen Kovac Lindqvist
  Moreau Nakata Okafor Petrov Quist Rossi Sandoval Tanaka Urban Varga Weiss Ximenez Yilmaz Zeller Brandt Costa Novak`);

/** How often each genre is drawn, about as in MovieLens. */
const genres = Object.entries({
  Drama: 26,
  Comedy: 18,
  Thriller: 9,
  Romance: 8,
  Action: 8,
  Horror: 6,
  Documentary: 5,
  Crime: 5,
  Adventure: 4,
  'Sci-Fi': 4,
  Mystery: 3,
  Fantasy: 3,
  Children: 3,
  Animation: 3,
  War: 2,
  Musical: 1,
  Western: 1,
});
const genreTotal = genres.reduce((sum, [, weight]) => sum + weight, 0);
/** How many films one director has made, on average. */
const filmsOfDirector = 4;

/** A catalog of invented films, none newer than `latestYear`; no title occurs twice. */
export function inventedCatalog(count: number, latestYear: number, seed: number): Film[] {
  const titles = inventedTitles(seed);
  const random = uniform(seed, 'invented film');
  const fame = normal(seed, 'invented fame');
  const rest = normal(seed, 'invented quality');
  return Array.from({ length: count }, (_, index): Film => {
    // Good films are seen more: the correlation is that of the real catalog.
    const quality = 0.45 * fame(index) + 0.89 * rest(index);
    // The square of a uniform number makes every director's number of films different.
    const director = Math.floor(random(2 * index) ** 2 * Math.ceil(count / filmsOfDirector));
    return {
      id: index + 1,
      title: titles(index),
      year: latestYear - Math.floor(80 * random(2 * index + 1) ** 2.5),
      genres: inventedGenres(seed, index),
      director: inventedName(director),
      imdbRating: Math.round(10 * Math.min(9.3, Math.max(1.2, 6.4 + 1.1 * quality))) / 10,
      imdbVotes: Math.ceil(Math.exp(8.5 + 1.7 * fame(index))),
    };
  });
}

/** The n-th title; when all words are used up, sequels begin. */
function inventedTitles(seed: number): (index: number) => string {
  const titles = adjectives.flatMap((adjective) => nouns.map((noun) => `The ${adjective} ${noun}`));
  for (const noun of nouns) for (const place of places) titles.push(`The ${noun} of ${place}`, `A ${noun} in ${place}`);
  const grammatical = titles.map((title) => title.replace(/^A (?=[AEIOU])/, 'An '));
  const order = shuffled(grammatical.length, seed, 'invented titles');
  return (index) => {
    const part = Math.floor(index / order.length) + 1;
    const title = grammatical[order[index % order.length]];
    return part === 1 ? title : `${title} ${part}`;
  };
}

/** One to three different genres. */
function inventedGenres(seed: number, film: number): string[] {
  const random = sequence(seed, `genres of ${film}`);
  const count = 1 + Math.floor(random() * 2.6);
  const names = Array.from({ length: count }, () => {
    let left = random() * genreTotal;
    return genres.find(([, weight]) => (left -= weight) < 0)![0];
  });
  return [...new Set(names)].sort();
}

/** A different name for each director as long as there are two-part names, then with a middle initial. */
function inventedName(director: number): string {
  const combinations = firstNames.length * lastNames.length;
  // A step that shares no factor with the number of names visits all of them, in no visible order.
  const at = ((director % combinations) * 617) % combinations;
  const round = Math.floor(director / combinations);
  const initial = [...(round > 0 ? round.toString(26) : '')].map(
    (digit) => `${String.fromCharCode(65 + parseInt(digit, 26))}. `,
  );
  return `${firstNames[at % firstNames.length]} ${initial.join('')}${lastNames[Math.floor(at / firstNames.length)]}`;
}

function words(text: string, separator: string | RegExp = /\s+/): string[] {
  return text.split(separator).map((word) => word.replace(/\s+/g, ' '));
}
