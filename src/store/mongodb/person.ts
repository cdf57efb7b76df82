import type { FilmRating, WatchedFilm } from '../store.ts';

/** All that is kept of a person but sessions and events. Texts are as toPlainText makes them. */
export interface PersonState {
  readonly alive: boolean;
  /** How often the person was removed: what belongs to an earlier life is nobody's. */
  readonly life: number;
  readonly since: number;
  /** null for guests, as is the rest of an account. */
  readonly name: string | null;
  readonly folded: string | null;
  readonly password: string | null;
  readonly ratings: readonly FilmRating[];
  readonly rated: number;
  readonly watches: readonly WatchedFilm[];
  /** Guests, as `LIFE:GUEST`, who are about to give all they have to this person, or have left and not yet given it. */
  readonly expects: readonly string[];
  /** Of one who has left: whom all is given to, and whether something is still to be given or removed. */
  readonly heir: string | null;
  readonly owes: boolean;
  /** Whether something was begun that is still to be completed. */
  readonly busy: boolean;
  /** When they left. */
  readonly left: number;
}

export type PersonChange =
  | { readonly kind: 'guest'; readonly since: number }
  | {
      readonly kind: 'account';
      readonly name: string;
      readonly folded: string;
      readonly password: string;
      readonly since: number;
    }
  | { readonly kind: 'password'; readonly password: string }
  | ({ readonly kind: 'rate' } & FilmRating)
  | { readonly kind: 'unrate' | 'unwatch'; readonly film: string }
  | ({ readonly kind: 'watch' } & WatchedFilm)
  | { readonly kind: 'expect' | 'forget'; readonly guest: string }
  | {
      readonly kind: 'take';
      readonly guest: string;
      readonly ratings: readonly FilmRating[];
      readonly watches: readonly WatchedFilm[];
    }
  | { readonly kind: 'leave'; readonly heir: string | null; readonly left: number }
  | { readonly kind: 'settle' };

export const nobody: PersonState = {
  alive: false,
  life: 0,
  since: 0,
  name: null,
  folded: null,
  password: null,
  ratings: [],
  rated: 0,
  watches: [],
  expects: [],
  heir: null,
  owes: false,
  busy: false,
  left: 0,
};

/** A person after a change. */
export function changePerson(person: PersonState, change: PersonChange): PersonState {
  const changed = { ...person, ...changesOf(person, change) };
  return { ...changed, rated: changed.ratings.length, busy: changed.owes || changed.expects.length > 0 };
}

function changesOf(person: PersonState, change: PersonChange): Partial<PersonState> {
  const { ratings, watches, expects, life } = person;
  switch (change.kind) {
    case 'guest':
      return { ...nobody, life, alive: true, since: change.since };
    case 'account': {
      const { kind: _, since, ...account } = change;
      return { ...(person.alive ? {} : { ...nobody, life, alive: true, since }), ...account };
    }
    case 'password':
      return { password: change.password };
    case 'rate': {
      const { film, rating, at } = change;
      return { ratings: [...without(ratings, film), { film, rating, at }] };
    }
    case 'unrate':
      return { ratings: without(ratings, change.film) };
    case 'watch':
      return { watches: [...watches, { film: change.film, at: change.at }] };
    case 'unwatch':
      return { watches: without(watches, change.film) };
    case 'expect':
      return { expects: [...expects.filter((guest) => guest !== change.guest), change.guest] };
    case 'forget':
      return { expects: expects.filter((guest) => guest !== change.guest) };
    case 'take':
      return {
        ratings: [...ratings, ...others(change.ratings, ratings)],
        watches: [...watches, ...others(change.watches, watches)],
        expects: expects.filter((guest) => guest !== change.guest),
      };
    case 'leave': {
      const given = change.heir === null ? {} : { ratings, watches };
      return { ...nobody, ...given, life: life + 1, heir: change.heir, owes: true, left: change.left };
    }
    case 'settle':
      return { ratings: [], watches: [], owes: false };
  }
}

const without = <T extends { film: string }>(rows: readonly T[], film: string): readonly T[] =>
  rows.filter((row) => row.film !== film);

function others<T extends { film: string }>(given: readonly T[], own: readonly T[]): readonly T[] {
  const known = new Set(own.map(({ film }) => film));
  return given.filter(({ film }) => !known.has(film));
}
