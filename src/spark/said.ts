/** What a job says of itself (job/movierec.py): how far it is, and in the end what it found out, or why it failed. */
export interface Said {
  /** How many there are besides the driver. */
  readonly executors?: number;
  /** Stages. */
  readonly done?: number;
  readonly total?: number;
  readonly result?: object;
  /** The names of what movierec has to bring from the exchange itself. */
  readonly delivered?: readonly string[];
  /** Why, from the outermost cause to the innermost. */
  readonly failed?: readonly string[];
}
