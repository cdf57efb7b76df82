import type { CatalogMetric } from './metric.ts';

export const entropy: CatalogMetric = {
  kind: 'catalog',
  name: 'entropy',
  summary: 'Over how many films the places of all lists are spread, in bits: 10 is like 1,024 films with as many each.',
  formula:
    '−Σ share · log₂ share over films, share: of all places among the first k of all lists; no figure without lists',
  source: 'Shannon 1948; for lists, Shani & Gunawardana 2011',
  better: 'higher',
  of({ counts }) {
    let places = 0;
    let sum = 0;
    for (let item = 0; item < counts.length; item++) {
      if (counts[item] === 0) continue;
      places += counts[item];
      sum += counts[item] * Math.log2(counts[item]);
    }
    return Math.log2(places) - sum / places;
  },
};
