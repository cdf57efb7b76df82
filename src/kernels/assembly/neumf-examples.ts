import { intAt, setFloat, setInt } from './arrays';
import { holds } from './bpr';
import { permuted } from './permuted';
import { below, mix } from './random';

/** How often another film is drawn in place of one that the person likes. */
const draws: u32 = 20;

/**
 * The examples of an epoch from place `first` to before `last`, written from `users`, `items` and `labels` on: each of
 * `likes` pairs of a user and a film with label 1, and for each `negatives` films that the user does not like with label
 * 0, all in a random order. Films are drawn from `films` again and again until there is one that is not liked; who likes
 * nearly all may get none, and the label is −1: to be left out. Which films and which order depends on the keys alone.
 * What a user likes is entries likedStarts[u] … likedStarts[u + 1] of `liked`, ascending; `likedBy` is the user of each.
 */
export function neumfExamples(
  first: u32,
  last: u32,
  likes: u32,
  likedBy: usize,
  likedStarts: usize,
  liked: usize,
  films: usize,
  filmCount: i32,
  negatives: u32,
  orderKey: u32,
  drawKey: u32,
  users: usize,
  items: usize,
  labels: usize,
): void {
  for (let place = first; place < last; place++) {
    const example = permuted(place, likes * (1 + negatives), orderKey);
    const pair = example / (1 + negatives);
    const user = intAt(likedBy, pair);
    let item = intAt(liked, pair);
    let label: f32 = 1;
    if (example % (1 + negatives) > 0) {
      const from = intAt(likedStarts, user);
      const own = liked + ((<usize>from) << 2);
      item = drawFilm(own, intAt(likedStarts, user + 1) - from, films, filmCount, mix(example) + drawKey);
      label = item < 0 ? -1 : 0;
      if (item < 0) item = intAt(liked, pair);
    }
    const to = place - first;
    setInt(users, to, user);
    setInt(items, to, item);
    setFloat(labels, to, label);
  }
}

/** A film that is not among the liked ones, for 32 random bits; −1 if none is found. */
export function drawFilm(liked: usize, count: i32, films: usize, filmCount: i32, bits: u32): i32 {
  for (let attempt: u32 = 0; attempt < draws; attempt++) {
    const film = intAt(films, below(mix(bits + attempt * 0x9e3779b9), filmCount));
    if (!holds(liked, count, film)) return film;
  }
  return -1;
}
