import type { TopLevelSpec } from 'vega-lite';

/** A chart as Vega-Lite has it: plain JSON with its data inside. */
export type VegaLiteSpec = TopLevelSpec;
/** What lies on others in the same axes. */
export type Layer = Extract<VegaLiteSpec, { layer: unknown }>['layer'][number];
/** One of several plots beside each other. */
export type Panel = Extract<VegaLiteSpec, { concat: unknown }>['concat'][number];

/** A picture of some data that says what is to be seen in it. Made by `defineChart`; all are in `registry.ts`. */
export interface Chart<Data = unknown> {
  /** In kebab-case; its files bear this name. */
  readonly name: string;
  /** What it shows, in one sentence for people. */
  readonly summary: string;
  /** Cheap: nothing is drawn, and the same data give the same spec. */
  spec(data: Data): VegaLiteSpec;
}

/** A chart's title as one line: the finding in words. */
export function titleOf({ title }: VegaLiteSpec): string {
  const text = typeof title === 'object' && title !== null && 'text' in title ? title.text : title;
  return [text].flat().join(' ');
}

/** How to read it, as one line; empty where it says nothing of that. */
export function subtitleOf({ title }: VegaLiteSpec): string {
  const text = typeof title === 'object' && title !== null && 'subtitle' in title ? title.subtitle : '';
  return [text].flat().join(' ');
}
