import type { FeatureMaker } from './feature-set.ts';
import { inverseFrequency, weigh } from './weigh.ts';

/** Codes that film databases use beside ISO 639. */
const others: Readonly<Record<string, string>> = { cn: 'Cantonese', sh: 'Serbo-Croatian' };
/** Codes of no language: silent, undetermined. */
const none = ['xx', 'und', 'zxx', ''];

export const language: FeatureMaker = {
  name: 'language',
  summary: 'The language a film was made in; rare ones say more than frequent ones.',
  weight: 0.5,
  tables: ['details'],
  async make(films) {
    const { features, rows } = await films.gather(
      `SELECT film, lower(trim(language)) AS feature, 1 AS amount FROM ${films.of('details')}
       WHERE lower(trim(language)) NOT IN (${none.map((code) => `'${code}'`).join(', ')})`,
    );
    return weigh(features.map(phraseOf), rows, inverseFrequency);
  },
};

function phraseOf(code: string): string {
  try {
    const names = new Intl.DisplayNames(['en'], { type: 'language' });
    return `in ${others[code] ?? names.of(code) ?? code}`;
  } catch {
    return `in the language "${code}"`;
  }
}
