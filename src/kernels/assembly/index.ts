/** Every kernel: compiled to one module, called by name (see signatures.ts). */
export { sgd } from './sgd';
export { adagrad } from './adagrad';
export { products } from './products';
export { topProducts } from './top-products';
