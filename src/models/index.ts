export { bias } from './bias.ts';
export { itemKnn as 'item-knn' } from './item-knn.ts';
export { popularity } from './popularity.ts';
export { svd } from './svd.ts';
export { svdpp } from './svdpp.ts';
