import type { Trait } from './user-archetypes.ts';

/** A mean of a group that lies closer to that of everyone, in standard deviations, does not set it apart. */
const apart = 0.4;

/**
 * Names for groups of people, each from what sets it apart most: "Horror and Thriller fans", "Harsh critics", "Those who
 * rate a little of everything". `deviations` are those of each group, in the order of the traits. Where two would have the
 * same name, the later one says what else it has.
 */
export function nameGroups(
  traits: readonly Pick<Trait, 'kind' | 'name'>[],
  deviations: readonly (readonly number[])[],
): string[] {
  const names: string[] = [];
  for (const own of deviations) {
    const found = namesOf(traits, own);
    names.push(found.find((name) => !names.includes(name)) ?? `${found[0]}, group ${names.length + 1}`);
  }
  return names;
}

/** From the shortest to the one that says most. */
function namesOf(traits: readonly Pick<Trait, 'kind' | 'name'>[], own: readonly number[]): string[] {
  const marks = traits
    .map(({ kind, name }, at) => ({ kind, name, amount: own[at] }))
    .filter(({ kind, amount }) => (kind === 'genre' ? amount >= apart : Math.abs(amount) >= apart))
    .sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount));
  const genres = marks.filter(({ kind }) => kind === 'genre');
  const habits = marks.filter(({ kind }) => kind !== 'genre');
  const [first, second] = genres;
  // A second genre is named where it is nearly as strong.
  const both = second && second.amount >= 0.6 * first.amount;
  const fans = first && `${both ? `${first.name} and ${second.name}` : first.name} fans`;

  if (marks.length === 0) return ['Those who rate a little of everything'];
  if (marks[0].kind === 'genre') {
    return [
      fans,
      ...habits.map((habit) => `${fans} who ${doing(habit)}`),
      ...(second ? [`${first.name} and ${second.name} fans`] : []),
    ];
  }
  const name = called(habits[0]);
  return [
    name,
    ...habits.slice(1).map((habit) => `${name} who ${doing(habit)}`),
    ...genres.map((genre) => `${name} who like ${genre.name}`),
  ];
}

interface Mark {
  readonly kind: Trait['kind'];
  readonly amount: number;
}

function called({ kind, amount }: Mark): string {
  if (kind === 'rating') return amount < 0 ? 'Harsh critics' : 'Generous raters';
  return amount < 0 ? 'Occasional raters' : 'Heavy raters';
}

function doing({ kind, amount }: Mark): string {
  if (kind === 'rating') return amount < 0 ? 'rate harshly' : 'rate generously';
  return amount < 0 ? 'rate little' : 'rate a lot';
}
