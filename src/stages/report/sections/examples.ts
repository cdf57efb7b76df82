import type { Block, Words } from '../../../report/document.ts';
import type { ExamplePerson } from '../facts.ts';
import { figuresOf } from '../figures-of.ts';
import type { ReportSection } from '../section.ts';
import { counted, inWords, listed } from '../words.ts';

export const examples: ReportSection = {
  id: 'examples',
  title: 'Lists for real people',
  write(facts) {
    const { k } = figuresOf(facts);
    const { cleaned, chosen } = facts;
    const people = facts.examples;
    if (people.length === 0)
      return [
        {
          kind: 'paragraph',
          words: 'There is nobody of whom anything is known but what was hidden to test the models.',
        },
      ];
    const what = cleaned.feedback === 'explicit' ? 'liked' : 'chose';
    return [
      {
        kind: 'paragraph',
        words: `${people.length === 1 ? 'The list' : `The lists of ${inWords(people.length)} ${cleaned.simulated ? 'simulated ' : ''}people`}, by ${chosen} as it was tested: it was not told of the ratings that were hidden, so that it can be said which films of a list the person ${what} in fact. The people were chosen by rules, not by how good their lists are, and are known by a number alone. The percentages say how much of all that speaks for a film comes from one reason.`,
      },
      ...people.flatMap((person) => list(person, k, what)),
    ];
  },
};

function list({ id, rule, rated, liked, films, hits, hidden }: ExamplePerson, k: number, what: string): Block[] {
  const judged = films.some(({ hit }) => hit !== null);
  const before = liked.length > 0 ? ` They ${what} ${listed(liked)}.` : '';
  const found = judged
    ? ` Of ${counted(hidden, `film`)} that they ${what} and that were hidden, ${k === 1 ? 'the first of the list' : `the first ${inWords(k)}`} ${hits === 0 ? 'found none' : `found ${inWords(hits)}`}.`
    : '';
  const mark = (hit: boolean | null): Words => (hit ? [{ strong: 'yes' }] : hit === null ? '–' : 'not known');
  return [
    { kind: 'heading', text: `Person ${id}, who ${rule}` },
    { kind: 'paragraph', words: `The model knows ${counted(rated, 'film')} that they rated.${before}${found}` },
    {
      kind: 'table',
      caption: `The first ${inWords(films.length)} films for person ${id}`,
      columns: [{ title: 'Film' }, { title: 'Why' }, { title: `${what} it` }],
      rows: films.map(({ title, why, hit }) => [title, why, mark(hit)]),
    },
  ];
}
