const abbreviations = /^(auc|f1|fcp|hr|mae|map|mrr|mse|ndcg|r2|rmse)(?=@|$)/;

/** A metric's name as texts write it: NDCG@10 for `ndcg@10`, but precision@10. */
export const metricLabel = (metric: string): string =>
  metric.replace(abbreviations, (abbreviation) => abbreviation.toUpperCase());
