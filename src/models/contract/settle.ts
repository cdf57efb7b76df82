import { Arena } from '../../kernels/arena.ts';
import type { TypedArray } from '../../artifacts/safetensors.ts';
import { isNames, type State } from './define-model.ts';

/**
 * The same state with all arrays in one arena, so that kernels can work on them as they stand. Arrays that are together
 * already stay where they are, unless it is the training data's arena, which has no reason to live as long as the model.
 */
export function settle<S extends State>(state: S, training?: Arena): S {
  const isArray = (value: State[string]): value is TypedArray => typeof value !== 'number' && !isNames(value);
  const arrays = Object.values(state).filter(isArray);
  if (arrays.length === 0) return state;
  const home = Arena.of(arrays[0]);
  if (home && home !== training && arrays.every((array) => Arena.of(array) === home)) return state;
  const bytes = arrays.reduce((sum, array) => sum + Math.ceil(array.byteLength / 64) * 64 + 64, 0);
  const arena = new Arena(bytes);
  const settled = Object.entries(state).map(([name, value]) => [name, isArray(value) ? arena.place(value) : value]);
  return Object.fromEntries(settled) as S;
}
