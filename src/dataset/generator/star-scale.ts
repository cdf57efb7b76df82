/** Stars by opinion: the cut points at which the shares of each number of stars come out as wanted. */
export class StarScale {
  readonly #whole: Cuts;
  readonly #half: Cuts;

  /**
   * @param opinions a large sample of everyone's opinions; is sorted
   * @param shares how often each number of stars is given, in all
   * @param wholeStarPart the part of the ratings that come from people who only give whole stars
   */
  constructor(opinions: Float64Array, shares: Readonly<Record<string, number>>, wholeStarPart: number) {
    opinions.sort();
    const stars = Object.keys(shares)
      .map(Number)
      .sort((a, b) => a - b);
    const total = stars.reduce((sum, star) => sum + shares[star], 0);
    const whole = stars.filter((star) => Number.isInteger(star));
    const wholeTotal = whole.reduce((sum, star) => sum + shares[star], 0);
    // Whole-star people give whole stars in the proportion in which everyone does; the others make up the rest.
    const ofWhole = new Map(whole.map((star) => [star, shares[star] / wholeTotal]));
    const ofHalf = new Map(
      stars.map((star) => [star, shares[star] / total - wholeStarPart * (ofWhole.get(star) ?? 0)]),
    );
    this.#whole = cutsFor(opinions, ofWhole);
    this.#half = wholeTotal === total ? this.#whole : cutsFor(opinions, ofHalf);
  }

  /** The stars that a person of this habit gives for an opinion. */
  starsFor(opinion: number, wholeStars: boolean): number {
    const { stars, points } = wholeStars ? this.#whole : this.#half;
    let at = 0;
    while (at < points.length && opinion >= points[at]) at++;
    return stars[at];
  }
}

/** stars[i] is given below points[i], the last one from the last point on. */
interface Cuts {
  readonly stars: readonly number[];
  readonly points: readonly number[];
}

function cutsFor(sorted: Float64Array, shares: ReadonlyMap<number, number>): Cuts {
  const stars = [...shares.keys()];
  const parts = [...shares.values()].map((share) => Math.max(0, share));
  const total = parts.reduce((sum, part) => sum + part, 0);
  let sum = 0;
  const points = parts.slice(0, -1).map((part) => {
    sum += part / total;
    return sorted[Math.min(sorted.length - 1, Math.round(sum * sorted.length))];
  });
  return { stars, points };
}
