import { expect, test } from 'vitest';
import { wordsOf } from '../../../src/features/text/words-of.ts';

test.each([
  ['Two detectives, a rookie and a veteran…', ['two', 'detectives', 'a', 'rookie', 'and', 'a', 'veteran']],
  [
    "His father's ship; the sisters' house; it's O'Brien",
    ['his', 'father', 'ship', 'the', 'sisters', 'house', 'it', "o'brien"],
  ],
  ['In 1984 a T-800 arrives', ['in', '1984', 'a', 't', '800', 'arrives']],
  ['Le Fabuleux Destin d’Amélie', ['le', 'fabuleux', 'destin', 'd’amélie']],
  ['Человек с киноаппаратом', ['человек', 'с', 'киноаппаратом']],
  ['दो बीघा ज़मीन', ['दो', 'बीघा', 'ज़मीन'].map((word) => word.normalize('NFKC'))],
  ['ﬁlm Ｗａｒ', ['film', 'war']],
  ['千と千尋', ['千と', 'と千', '千尋']],
  ['神 of war', ['神', 'of', 'war']],
  ['', []],
  ['— … !', []],
])('of "%s"', (text, words) => {
  expect(wordsOf(text)).toEqual(words);
});
