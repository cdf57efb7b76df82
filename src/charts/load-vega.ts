import type * as Resvg from '@resvg/resvg-js';
import type * as Vega from 'vega';
import type * as VegaLite from 'vega-lite';
import { fontWidths } from './fonts.ts';

/** What Vega measures texts with; its declarations leave it out. */
interface TextMetrics {
  width(item: { fontSize?: number; fontWeight?: string | number; limit?: number }, text: string): number;
}

interface Renderers {
  readonly vega: typeof Vega;
  readonly compile: typeof VegaLite.compile;
  readonly Resvg: typeof Resvg.Resvg | undefined;
}

let loaded: Promise<Renderers> | undefined;

/**
 * Vega, Vega-Lite's compiler and resvg (undefined where this platform has none). They take a quarter of a second to
 * load, and so are loaded when the first chart is drawn.
 */
export const loadVega = (): Promise<Renderers> => (loaded ??= load());

async function load(): Promise<Renderers> {
  const [vega, { compile }, widths] = await Promise.all([import('vega'), import('vega-lite'), fontWidths()]);
  // By itself, Vega measures with a canvas if it finds one, else it guesses; either way not in the font it is drawn in.
  const { textMetrics } = vega as unknown as { textMetrics: TextMetrics };
  textMetrics.width = ({ fontSize = 11, fontWeight, limit }, text) => {
    const width = fontSize * (fontWeight === 'bold' ? widths.bold(text) : widths.regular(text));
    // Vega cuts a text off there, but asks for the width of the whole.
    return limit ? Math.min(width, limit) : width;
  };
  const resvg = await import('@resvg/resvg-js').catch(() => undefined);
  return { vega, compile, Resvg: resvg?.Resvg };
}
