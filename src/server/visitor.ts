import type { FastifyRequest } from 'fastify';
import { MovierecError } from '../errors.ts';

/** Who asks. */
export interface Visitor {
  /** undefined for nobody: someone who has not rated or noted anything yet. */
  readonly person: string | undefined;
  readonly kind: 'nobody' | 'guest' | 'account';
  /** null for all without an account. */
  readonly name: string | null;
  /** When the person first came, milliseconds since 1970; null for nobody. */
  readonly since: number | null;
  /** Tells one session of a person from another, and opens none; null for nobody. */
  readonly session: string | null;
  /** Whether the request bears the operator key. */
  readonly operator: boolean;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set for all routes below /api, before they are reached. */
    visitor: Visitor;
  }
  interface FastifyReply {
    /** The person who asks; of nobody it makes a guest, with a cookie. */
    personOrGuest(): Promise<string>;
    /** Begins a session of a person in this browser, in the place of the one it had. */
    signIn(person: string): Promise<void>;
    /** Ends this browser's session. */
    signOut(): Promise<void>;
    /** Ends all sessions of a person, wherever they are. */
    signOutEverywhere(person: string): Promise<void>;
  }
}

/** The person who asks. @throws NOT_SIGNED_IN for nobody */
export function requirePerson({ visitor }: FastifyRequest): string {
  if (visitor.person !== undefined) return visitor.person;
  throw new MovierecError('NOT_SIGNED_IN', 'nobody is signed in.', 'Rate a film or sign in first.');
}

/** @throws FORBIDDEN without the operator key */
export function requireOperator({ visitor }: FastifyRequest): void {
  if (visitor.operator) return;
  throw new MovierecError(
    'FORBIDDEN',
    'this needs the operator key.',
    'Send it as "Authorization: Bearer KEY"; movierec serve says where it is kept.',
  );
}
