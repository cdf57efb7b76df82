import { normal, shuffled } from '../../random.ts';
import { ratingCounts } from './activity.ts';
import { affinity, FilmChooser } from './film-chooser.ts';
import { filmTraits, type FilmTraits } from './film-traits.ts';
import { personSource, type Person } from './person.ts';
import type { Plan } from './plan.ts';
import { StarScale } from './star-scale.ts';
import { visitTimes } from './visits.ts';

/** What makes an opinion, as deviations: together about as predictable as real ratings are. */
const weights = { kindness: 0.42, quality: 0.37, affinity: 0.55, whim: 0.64 };
/** So many ratings are simulated beforehand to learn where the stars' cut points lie. */
const pilotRatings = 500_000;

/** One person's ratings, the first given first. Films are indexes into the plan's. */
export interface RatedFilms {
  readonly person: Person;
  readonly films: Int32Array;
  readonly stars: Float32Array;
  /** What the stars were made from: about standard normal over all ratings. */
  readonly opinions: Float64Array;
  /** In seconds since 1970. */
  readonly times: Uint32Array;
}

/**
 * A simulated audience, person by person: what everyone rates (missing not at random: by fame and taste), how, and
 * when. Everything depends on the plan alone; memory grows with people and films, not with ratings.
 */
export class Audience {
  readonly plan: Plan;
  readonly #traits: FilmTraits;
  readonly #chooser: FilmChooser;
  readonly #personAt: (index: number) => Person;
  readonly #counts: Uint32Array;
  readonly #visitTimes: (user: number, count: number) => Uint32Array;

  constructor(plan: Plan) {
    const { seed, films, users, ratings, minimum, shape, protagonist } = plan;
    this.plan = plan;
    this.#traits = filmTraits(films, shape.tail, seed);
    this.#chooser = new FilmChooser(this.#traits, seed);
    this.#personAt = personSource(seed, protagonist);
    this.#visitTimes = visitTimes(seed, secondsOf(shape.opened), secondsOf(shape.closed));
    this.#counts = ratingCounts({ seed, users, films: films.length, ratings, minimum });
    if (protagonist) exchange(this.#counts, protagonist.id - 1, protagonist.ratings);
  }

  /** Everyone in order of the index. */
  *ratedFilms(): Generator<RatedFilms> {
    const scale = this.#learnScale();
    const discoverers = this.#discoverers();
    for (const discoveries of discoverers) {
      const { person, films, opinions } = this.#opinionsOf(discoveries.user, discoveries.films);
      const stars = Float32Array.from(opinions, (opinion) => scale.starsFor(opinion, person.wholeStars));
      yield { person, films, stars, opinions, times: this.#visitTimes(person.index, films.length) };
    }
  }

  /**
   * Whose duty which films are, so that each film is rated: the films, shuffled, are laid evenly along the row of all
   * ratings, and each falls to the person in whose stretch it lies.
   */
  *#discoverers(): Generator<{ user: number; films: Int32Array }> {
    const { seed, films, ratings, users } = this.plan;
    const order = shuffled(films.length, seed, 'discoverers');
    let before = 0;
    let from = 0;
    for (let user = 0; user < users; user++) {
      before += this.#counts[user];
      const to = Math.floor((before / ratings) * films.length);
      yield { user, films: Int32Array.from(order.subarray(from, to)) };
      from = to;
    }
  }

  #opinionsOf(user: number, discoveries: Int32Array): Pick<RatedFilms, 'person' | 'films' | 'opinions'> {
    const person = this.#personAt(user);
    const films = this.#chooser.choose(person, this.#counts[user], discoveries);
    const whim = normal(this.plan.seed, `whims of ${user}`, weights.whim);
    const opinions = new Float64Array(films.length);
    for (let at = 0; at < films.length; at++) {
      opinions[at] =
        weights.kindness * person.kindness +
        weights.quality * this.#traits.quality[films[at]] +
        weights.affinity * person.decidedness * affinity(person, this.#traits, films[at]) +
        whim(at);
    }
    return { person, films, opinions };
  }

  /** The stars' cut points from the opinions of people taken evenly from the audience. */
  #learnScale(): StarScale {
    const { users, ratings, shape } = this.plan;
    const step = Math.max(1, Math.floor(ratings / pilotRatings));
    const samples: Float64Array[] = [];
    let size = 0;
    let whole = 0;
    for (let user = 0; user < users; user += step) {
      const { person, opinions } = this.#opinionsOf(user, new Int32Array());
      samples.push(opinions);
      size += opinions.length;
      if (person.wholeStars) whole += opinions.length;
    }
    const opinions = new Float64Array(size);
    for (let at = 0, from = 0; at < samples.length; from += samples[at++].length) opinions.set(samples[at], from);
    return new StarScale(opinions, shape.shares, whole / size);
  }
}

const secondsOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 1000;

/** Gives a person the count nearest to the wanted one from above, in exchange with whoever has it. */
function exchange(counts: Uint32Array, user: number, wanted: number): void {
  let other = user;
  for (let at = 0; at < counts.length; at++) {
    if (counts[at] >= wanted && (counts[other] < wanted || counts[at] < counts[other])) other = at;
  }
  [counts[user], counts[other]] = [counts[other], counts[user]];
}
