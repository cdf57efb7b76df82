import type { CatalogMetric } from './metric.ts';

export const coverage: CatalogMetric = {
  kind: 'catalog',
  name: 'coverage',
  summary: 'How much of the catalog is recommended to anyone at all.',
  formula: 'films among the first k of at least one list / films that could be listed; no figure where there are none',
  source: 'Ge, Delgado-Battenfeld & Jannach 2010',
  better: 'higher',
  of({ counts, candidates }) {
    let shown = 0;
    for (let item = 0; item < counts.length; item++) if (counts[item] > 0) shown++;
    return shown / candidates;
  },
};
