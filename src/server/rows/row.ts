import type { Filter } from '../../dataset/filters/film-filter.ts';
import type { User } from '../../models/contract/define-model.ts';
import type { Recommendation } from '../../models/contract/model.ts';
import type { LoadedModel } from '../live/model-shelf.ts';
import type { Taste } from '../live/tastes.ts';
import type { Service } from '../service.ts';

/** A row of the first page. */
export interface Row {
  readonly id: string;
  /** A true sentence, or the beginning of one: Because you liked Heat. */
  readonly title: string;
  /** Best first. */
  readonly films: readonly Recommendation[];
}

/** Whom rows are made for. */
export interface RowRequest {
  readonly service: Service;
  /** undefined for nobody. */
  readonly person: string | undefined;
  readonly taste: Taste;
  readonly loaded: LoadedModel;
  readonly user: User;
  /** Films a row. */
  readonly k: number;
  readonly diversity: number;
  readonly novelty: number;
  /** Whether a film may be in this row: not hidden, not rated and in no row above. */
  readonly free: Filter;
}

/** Makes one row, or none where there is nothing to say. */
export type RowMaker = (request: RowRequest) => Row | undefined | Promise<Row | undefined>;
