import { MovierecError } from '../../errors.ts';

/** Refused for now: the answer says for how many seconds, in words and as Retry-After. */
export class TooManyRequests extends MovierecError {
  constructor(
    message: string,
    readonly seconds: number,
  ) {
    super('TOO_MANY_REQUESTS', message, `Wait ${seconds} ${seconds === 1 ? 'second' : 'seconds'} and try again.`);
  }
}
