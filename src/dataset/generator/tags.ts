import { sequence } from '../../random.ts';
import type { Film } from './film.ts';

/** How many people write tags, and how many of their films they tag. */
const taggers = 0.12;
const taggedPart = 0.15;

const ofGenre: Readonly<Record<string, readonly string[]>> = {
  Action: ['fight scenes', 'car chase', 'explosions', 'revenge'],
  Adventure: ['treasure hunt', 'epic', 'journey', 'family friendly'],
  Children: ['talking animals', 'family friendly', 'childhood'],
  Comedy: ['funny', 'quirky', 'satire', 'quotable'],
  Crime: ['heist', 'gangsters', 'organized crime', 'twist ending'],
  Documentary: ['thought-provoking', 'politics', 'true story'],
  Drama: ['family', 'friendship', 'coming of age', 'based on a book', 'true story'],
  Fantasy: ['magic', 'fairy tale', 'surreal', 'based on a book'],
  Horror: ['gore', 'scary', 'zombies', 'haunted house', 'cult film'],
  Musical: ['singing', 'dancing', 'great soundtrack'],
  Mystery: ['twist ending', 'detective', 'atmospheric'],
  Romance: ['love story', 'chick flick', 'wedding', 'bittersweet'],
  'Sci-Fi': ['space', 'aliens', 'dystopia', 'time travel', 'robots'],
  Thriller: ['suspense', 'twist ending', 'serial killer', 'conspiracy'],
  War: ['war', 'soldiers', 'anti-war'],
  Western: ['cowboys', 'gunfight', 'desert'],
};
const praise = ['masterpiece', 'rewatchable', 'great acting', 'beautiful', 'classic'];
const blame = ['boring', 'overrated', 'predictable', 'too long', 'bad script'];

/**
 * The tags of one person, as [position in the ratings, tag]. Few people tag; most tags say the genre.
 * @param filmAt the film at a position of the ratings
 */
export function tagsOf(
  seed: number,
  user: number,
  filmAt: (position: number) => Film,
  stars: Float32Array,
): [number, string][] {
  const random = sequence(seed, `tags of ${user}`);
  if (random() >= taggers) return [];
  return Array.from(stars).flatMap((star, at): [number, string][] => {
    if (random() >= taggedPart) return [];
    const { genres, director } = filmAt(at);
    const kind = random();
    const genre = ofGenre[genres[Math.floor(random() * genres.length)]] ?? ofGenre['Drama'];
    const judgment = star >= 4 ? praise : star <= 2 ? blame : genre;
    if (kind < 0.1 && director) return [[at, director]];
    const among = kind < 0.35 ? judgment : genre;
    return [[at, among[Math.floor(random() * among.length)]]];
  });
}
