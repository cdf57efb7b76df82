import type { CatalogMetric } from './metric.ts';

export const gini: CatalogMetric = {
  kind: 'catalog',
  name: 'gini',
  summary:
    'How unequally the places of all lists are shared out: 0 where every film has as many, near 1 for a few hits.',
  formula:
    'Gini coefficient of how often each film that could be listed stands among the first k, never-listed ones ' +
    'included: Σ (2 · rank − n − 1) · times / (n · Σ times), rank ascending by times, n films; no figure without lists',
  source: 'Fleder & Hosanagar 2009',
  better: 'lower',
  of({ counts, candidates }) {
    // Those never listed come first and add nothing.
    const listed = counts.filter((count) => count > 0).sort();
    const never = candidates - listed.length;
    let places = 0;
    let spread = 0;
    for (let at = 0; at < listed.length; at++) {
      const rank = never + at + 1;
      places += listed[at];
      spread += (2 * rank - candidates - 1) * listed[at];
    }
    return spread / (candidates * places);
  },
};
