import { describe, expect, test } from 'vitest';
import { inASentence } from '../../../src/stages/reasons/in-a-sentence.ts';
import type { Reason } from '../../../src/stages/reasons/reasons-of.ts';

const average: Reason = { because: 'average', amount: 3.5 };
const feature = (phrase: string, amount: number, ...shared: string[]): Reason => ({
  ...{ because: 'feature', feature: phrase, amount },
  ...(shared.length > 0 && { shared }),
});
const liked = (title: string, amount: number): Reason => ({ because: 'rated', title, amount, rating: 5, liked: true });
const rated = (title: string, amount: number): Reason => ({ because: 'rated', title, amount, rating: 3, liked: false });
const near = (user: string, amount: number): Reason => ({ because: 'neighbor', user, amount });

const said = (...reasons: Reason[]): string => inASentence([average, ...reasons], 'you');

describe('what speaks for a film', () => {
  test('features, with films that share them and without, have their share of all that speaks for it', () => {
    expect(said(feature('directed by Ridley Scott', 1, 'Blade Runner (1982)'))).toBe(
      'You like films directed by Ridley Scott, such as Blade Runner (1982) (100 %).',
    );
    expect(said(feature('directed by Ridley Scott', 3, 'Blade Runner (1982)'), feature('of the genre Sci-Fi', 1))).toBe(
      'You like films directed by Ridley Scott, such as Blade Runner (1982) (75 %); and of the genre Sci-Fi (25 %).',
    );
    expect(said(feature('of the genre Sci-Fi', 1), feature('from the 1980s', 1), feature('tagged "space"', 2))).toBe(
      'You like films tagged "space" (50 %), of the genre Sci-Fi (25 %), and from the 1980s (25 %).',
    );
  });

  test('at most two films are named for a feature', () => {
    expect(said(feature('of the genre War', 1, 'A', 'B', 'C'))).toBe(
      'You like films of the genre War, such as A and B (100 %).',
    );
  });

  test('rated films are named as liked only where the rating is a good one', () => {
    expect(said(liked('Heat (1995)', 3), liked('Alien (1979)', 1))).toBe(
      'It goes with Heat (1995) (75 %) and Alien (1979) (25 %), which you liked.',
    );
    expect(said(rated('Heat (1995)', 3), liked('Alien (1979)', 1))).toBe(
      'How you rated Heat (1995) (75 %) speaks for it. It goes with Alien (1979) (25 %), which you liked.',
    );
    expect(said({ because: 'rated', title: 'Heat (1995)', amount: 1, liked: true })).toBe(
      'It goes with Heat (1995) (100 %), which you chose.',
    );
  });

  test('people of like taste count together, however many they are', () => {
    expect(said(near('a', 1), near('b', 1), near('c', 1), near('d', 1), liked('Heat (1995)', 1))).toBe(
      'People whose taste is like yours like it (80 %).',
    );
  });

  test('parts of a model are called by their names', () => {
    expect(said({ because: 'part', part: 'svd', amount: 3 }, { because: 'part', part: 'content', amount: 1 })).toBe(
      'The model’s parts svd (75 %) and content (25 %) speak for it.',
    );
    expect(said({ because: 'part', part: 'time', amount: 3 })).toBe('The model’s part time (100 %) speaks for it.');
  });

  test('never takes more than two sentences', () => {
    const all = [feature('of the genre War', 3), liked('Heat (1995)', 2), { because: 'part', part: 'svd', amount: 1 }];
    expect(said(...(all as Reason[]))).toBe(
      'You like films of the genre War (50 %). It goes with Heat (1995) (33 %), which you liked.',
    );
  });

  test('of others it is said in the third person', () => {
    const reasons = [feature('of the genre War', 3), liked('Heat (1995)', 1), rated('Big (1988)', -1)];
    expect(inASentence(reasons, 'they')).toBe(
      'They like films of the genre War (75 %). It goes with Heat (1995) (25 %), which they liked, although their rating of Big (1988) speaks against it.',
    );
  });

  test('what hardly counts has no percentage that looks like none', () => {
    const many = Array.from({ length: 400 }, (_, at) => liked(`Film ${at}`, 1));
    expect(said(...many)).toContain('Film 0 (< 1 %)');
  });
});

describe('what speaks against it', () => {
  test.each<[Reason, string]>([
    [feature('of the genre Horror', -1), 'you care less for films of the genre Horror'],
    [liked('Big (1988)', -1), 'your rating of Big (1988) speaks against it'],
    [near('a', -1), 'others whose taste is like yours do not'],
    [{ because: 'part', part: 'svd', amount: -1 }, 'the model’s part svd speaks against it'],
  ])('%j follows with “although”', (reason, clause) => {
    expect(said(feature('of the genre War', 2), reason)).toBe(
      `You like films of the genre War (100 %), although ${clause}.`,
    );
  });

  test('is left out where it is less than a tenth of what speaks for it', () => {
    expect(said(liked('Heat (1995)', 1), rated('Big (1988)', -0.09))).not.toContain('although');
    expect(said(liked('Heat (1995)', 1), rated('Big (1988)', -0.11))).toContain('although');
  });

  test('comes first where it outweighs what speaks for it', () => {
    const reasons = [feature('of the genre War', 1), feature('of the genre Horror', -3), rated('Big (1988)', -1)];
    expect(said(...reasons)).toBe(
      'More speaks against it than for it: you care less for films of the genre Horror. Still, you like films of the genre War (100 %).',
    );
  });

  test('is said where nothing speaks for it', () => {
    expect(said(feature('of the genre Horror', -1))).toBe(
      'Nothing in particular speaks for it, but you care less for films of the genre Horror.',
    );
  });
});

describe('where nothing personal is known', () => {
  test.each<[Reason[], string]>([
    [[{ because: 'item', amount: 0.3 }], 'People in general like it more than most films.'],
    [[{ because: 'item', amount: -0.3 }], 'Nothing in particular speaks for it.'],
    [[], 'Nothing in particular speaks for it.'],
    [
      [{ because: 'fallback', amount: 3 }],
      'What is known of you says nothing of it: it is here for its general standing.',
    ],
  ])('%j', (reasons, sentence) => {
    expect(said(...reasons)).toBe(sentence);
  });
});

describe('titles are told as they are', () => {
  test.each(['"Crocodile" Dundee (1986)', "Ocean's 11", 'Good, the Bad and the Ugly, The', '千と千尋の神隠し (2001)'])(
    '%s',
    (title) => {
      expect(said(liked(title, 1))).toBe(`It goes with ${title} (100 %), which you liked.`);
    },
  );

  test('what is written from right to left is set apart, so that the sentence keeps its order', () => {
    expect(said(liked('ואלס עם באשיר (2008)', 1))).toBe(
      'It goes with \u2068ואלס עם באשיר (2008)\u2069 (100 %), which you liked.',
    );
    expect(said(feature('directed by يوسف شاهين', 1, 'باب الحديد (1958)'))).toBe(
      'You like films \u2068directed by يوسف شاهين\u2069, such as \u2068باب الحديد (1958)\u2069 (100 %).',
    );
  });
});
