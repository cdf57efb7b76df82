import { defineModel } from './contract/define-model.ts';
import { positiveFrom, positiveParameter } from './contract/positive.ts';

export const popularity = defineModel({
  name: 'popularity',
  summary: 'Ranks films by how many people rated them, the same for everyone.',
  choose: 'As the least that any ranking has to beat, and for people of whom nothing is known.',
  reference: 'The count of ratings; the baseline of every ranking study (Cremonesi, Koren, Turrin 2010)',
  feedback: 'implicit',
  baseline: true,
  impersonal: true,
  parameters: { positive: positiveParameter('all') },
  memory({ items }) {
    return 4 * items;
  },
  fit(ratings, { positive }) {
    const from = positiveFrom(ratings, positive);
    const { item, value } = ratings.columns;
    const counts = new Float32Array(ratings.items.size);
    for (let at = 0; at < value.length; at++) if (value[at] >= from) counts[item[at]]++;
    return { counts };
  },
  score({ counts }, _user, scores) {
    scores.set(counts);
  },
  explain({ counts }, _user, item) {
    return [{ because: 'item', amount: counts[item] }];
  },
});
