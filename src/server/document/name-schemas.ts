import { z } from 'zod';
import * as contract from '../contract.ts';

/**
 * Gives the contract's bodies and answers their names, so that the document says each once and refers to it: `filmDetails`
 * is `FilmDetails` there. What stands in an address is said where it stands.
 */
export function nameSchemas(): void {
  for (const [name, schema] of Object.entries(contract)) {
    if (!(schema instanceof z.ZodObject) || name.endsWith('Query')) continue;
    const known = z.globalRegistry.get(schema);
    if (known?.id !== undefined) continue;
    z.globalRegistry.add(schema, { ...known, id: name.charAt(0).toUpperCase() + name.slice(1) });
  }
}
