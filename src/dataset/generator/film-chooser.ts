import { sequence } from '../../random.ts';
import { AliasTable } from './alias-table.ts';
import type { FilmTraits } from './film-traits.ts';
import type { Person } from './person.ts';
import { dimensions } from './taste-space.ts';

/** How much taste decides what is watched (people do not rate at random), and how picky the audience is in general. */
const pull = 1.4;
const pickiness = 1.6;
/**
 * Who has seen the famous films picks among the others: each exponent of the appeal counts until so many candidates for
 * each film that is still wanted have been drawn, and a few more, as luck needs.
 */
const fameMatters = [1, 0.6, 0.3, 0.1];
const patience = 7;

/** Which films a person watches, the first ones first: known films, and those to the person's taste. */
export class FilmChooser {
  readonly #traits: FilmTraits;
  readonly #seed: number;
  readonly #candidates: readonly AliasTable[];
  /** In which call a film was last chosen, so that nothing need be cleared between people. */
  readonly #chosenIn: Uint32Array;
  #call = 0;

  constructor(traits: FilmTraits, seed: number) {
    this.#traits = traits;
    this.#seed = seed;
    this.#candidates = fameMatters.map((exponent) => new AliasTable(traits.appeal.map((appeal) => appeal ** exponent)));
    this.#chosenIn = new Uint32Array(traits.appeal.length);
  }

  /**
   * `count` different films in the order in which they are watched: the `discoveries`, which come last, and others,
   * drawn by appeal and kept with a probability that grows with the person's liking.
   */
  choose(person: Person, count: number, discoveries: Int32Array): Int32Array {
    const random = sequence(this.#seed, `choice of ${person.index}`);
    const call = ++this.#call;
    const chosen = new Int32Array(count);
    const wanted = count - discoveries.length;
    chosen.set(discoveries, wanted);
    for (const film of discoveries) this.#chosenIn[film] = call;

    let size = 0;
    for (const candidates of this.#candidates) {
      for (let left = patience * (wanted - size) + 60; left > 0 && size < wanted; left--) {
        const film = candidates.draw(random());
        if (this.#chosenIn[film] === call || random() >= this.#interest(person, film)) continue;
        this.#chosenIn[film] = call;
        chosen[size++] = film;
      }
    }
    if (size < wanted) chosen.set(this.#chooseAmongRest(person, wanted - size, random), size);
    return chosen;
  }

  /** Almost all have been seen: a random key for each film that is left, the largest win (Gumbel's trick). */
  #chooseAmongRest(person: Person, count: number, random: () => number): Int32Array {
    const films: number[] = [];
    const keys = new Float64Array(this.#chosenIn.length);
    for (let film = 0; film < keys.length; film++) {
      if (this.#chosenIn[film] === this.#call) continue;
      films.push(film);
      keys[film] = this.#traits.appeal[film] * this.#interest(person, film);
      keys[film] = Math.log(keys[film]) - Math.log(-Math.log(1 - random() - 2 ** -33));
    }
    return Int32Array.from(films.sort((a, b) => keys[b] - keys[a]).slice(0, count));
  }

  #interest(person: Person, film: number): number {
    return 1 / (1 + Math.exp(pickiness - pull * affinity(person, this.#traits, film)));
  }
}

/** How much a film is to a person's taste: of deviation 1 over people. */
export function affinity({ taste }: Person, { vectors }: FilmTraits, film: number): number {
  let product = 0;
  for (let at = 0, from = film * dimensions; at < dimensions; at++) product += taste[at] * vectors[from + at];
  return product;
}
