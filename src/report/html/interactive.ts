import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ChartBlock } from '../document.ts';
import { bareSpec } from './chart-figure.ts';

/** What makes the charts of a page live: scripts as they stand between their tags, and the data that they read. */
export interface Interactive {
  readonly libraries: readonly string[];
  readonly specs: string;
  /** A module, which runs when the page is there. */
  readonly start: string;
}

/** Vega, Vega-Lite and vega-embed, about 830 kB, with the specs of the charts and the script that brings them together. */
export async function interactive(charts: readonly ChartBlock[]): Promise<Interactive> {
  const specs = charts.map(({ name, spec }) => {
    // The schema's address is of no use to a page that fetches nothing.
    const { $schema: _, ...bare } = bareSpec(spec);
    return [`chart-${name}`, bare] as const;
  });
  return {
    libraries: await Promise.all(['vega', 'vega-lite', 'vega-embed'].map(minified)),
    specs: JSON.stringify(Object.fromEntries(specs)).replaceAll('<', '\\u003c'),
    start: inScript(await readFile(fileURLToPath(new URL('live-charts.js', import.meta.url)), 'utf8')),
  };
}

const { resolve } = createRequire(import.meta.url);

/** Lies beside what the package exports. */
const minified = async (name: string): Promise<string> =>
  inScript(await readFile(join(dirname(resolve(name)), `${name}.min.js`), 'utf8'));

/** Code whose strings cannot end the script that it stands in. */
const inScript = (code: string): string => code.replaceAll(/<\/(?=script)/gi, '<\\/');
