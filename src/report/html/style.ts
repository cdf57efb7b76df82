import { palette } from '../../charts/palette.ts';
import { neutral } from '../../charts/theme.ts';
import { darkPaper, letters, onDark } from './chart-colors.ts';

/** A chart that becomes dark with the page. One with a scale of shades stays on white, where its shades mean what it says. */
const onSheet = '.chart:not(.shaded)';

/** In a chart, an attribute names the color of a mark or letter; a rule of the page goes before it. */
const paint = (color: string, instead: string, of = ''): string =>
  `${onSheet} ${of}[fill="${color}"] { fill: ${instead}; } ${onSheet} ${of}[stroke="${color}"] { stroke: ${instead}; }`;

const lightLetters = letters
  .filter(([color, light]) => color !== light)
  .map(([color, light]) => `.chart text[fill="${color}"] { fill: ${light}; }`)
  .join('\n');
const darkChart = [
  ...onDark.map(([color, instead]) => paint(color, instead)),
  // Black letters beside white ones stand on areas, some light and some dark; others may, and so have an edge.
  `${onSheet} .mark-text:has(> text:is([fill="#FFFFFF"], [fill="white"])) > text[fill="${palette.black}"] { fill: ${palette.black}; }`,
  `${onSheet} .mark-text:not(:has(> text:is([fill="#FFFFFF"], [fill="white"]))) > text[fill="${palette.black}"] { paint-order: stroke; stroke: ${darkPaper}; stroke-width: 2.5px; stroke-linejoin: round; }`,
  // Vega's own black, where the theme names no color, and the gray of a brush.
  ...['#000', 'black', '#333'].map((color) => paint(color, '#E8EAED')),
  ...letters.map(([color, , dark]) => `${onSheet} text[fill="${color}"] { fill: ${dark}; }`),
].join('\n  ');

/** How all pages look: one column to read, contents beside it where there is room, light or dark as the reader's machine is. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: ${neutral.paper}; --ink: ${neutral.ink}; --quiet: #5F6368; --line: #DADCE0; --faint: #F4F5F7;
  --link: #00609A; --warning: #FFF3DC; --warning-ink: #5C3B00; --warning-line: #E69F00; --note: #0072B2;
}
${lightLetters}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: ${darkPaper}; --ink: #E8EAED; --quiet: #A9B0B7; --line: #3A3F45; --faint: #20242A;
    --link: #7CC4F0; --warning: #33260F; --warning-ink: #F3D9A6; --warning-line: #E69F00; --note: #56B4E9;
  }
  ${darkChart}
  .shaded .picture svg { background: ${neutral.paper} !important; border-radius: 4px; }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1rem; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif;
  font-kerning: normal; overflow-wrap: break-word;
}
.page { max-width: 76rem; margin: 0 auto; padding: 0 1.25rem; }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; margin: 0; font-weight: 650; }
h1 { font-size: clamp(1.75rem, 1.3rem + 2vw, 2.5rem); letter-spacing: -0.015em; }
h2 { font-size: 1.5rem; letter-spacing: -0.01em; padding-top: 2.25rem; border-top: 1px solid var(--line); margin: 3.25rem 0 1.25rem; }
h3 { font-size: 1.1875rem; margin: 2.25rem 0 0.5rem; }
h4 { font-size: 1.0625rem; margin: 1.75rem 0 0.5rem; }
p, ul, ol, dl, pre, figure { margin: 0 0 1.1rem; }
p, li, dd { max-width: 42rem; text-wrap: pretty; }
ul, ol { padding-left: 1.35rem; }
li { margin-bottom: 0.4rem; }
li::marker { color: var(--quiet); }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 0.16em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--note); outline-offset: 2px; border-radius: 2px; }
code, pre { font-family: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 0.9em; }
code { background: var(--faint); border-radius: 3px; padding: 0.1em 0.3em; overflow-wrap: anywhere; }
pre { background: var(--faint); border: 1px solid var(--line); border-radius: 6px; padding: 0.85rem 1rem; overflow-x: auto; line-height: 1.55; }
pre code { background: none; padding: 0; font-size: 1em; overflow-wrap: normal; }

.skip { position: absolute; left: -100rem; background: var(--paper); padding: 0.5rem 1rem; z-index: 2; }
.skip:focus { left: 0.5rem; top: 0.5rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.warnings { background: var(--warning); color: var(--warning-ink); border-bottom: 3px solid var(--warning-line); }
.warnings p { max-width: none; margin: 0; padding: 0.7rem 0; font-weight: 600; }
.warnings a { color: inherit; }
header { padding: 2.75rem 0 0.5rem; }
header p { color: var(--quiet); font-size: 1.1875rem; margin: 0.6rem 0 0; }
nav h2 { font-size: 0.8125rem; text-transform: uppercase; letter-spacing: 0.06em; color: var(--quiet); border: 0; padding: 0; margin: 0 0 0.6rem; }
nav ol { list-style: none; padding: 0; margin: 0; }
nav li { margin: 0; }
nav a { display: block; padding: 0.3rem 0; text-decoration: none; line-height: 1.35; }
nav a:hover { text-decoration: underline; }
main > section:first-child h2 { border-top: 0; padding-top: 0; margin-top: 1.5rem; }
footer { border-top: 1px solid var(--line); color: var(--quiet); font-size: 0.9375rem; margin-top: 3.5rem; padding: 1.25rem 0 2.5rem; }
@media (min-width: 64rem) {
  .columns { display: grid; grid-template-columns: minmax(0, 1fr) 14rem; gap: 4rem; align-items: start; }
  nav { order: 1; position: sticky; top: 0; max-height: 100vh; overflow-y: auto; padding: 1.75rem 0 1.75rem 1.25rem; border-left: 1px solid var(--line); margin-top: 1.5rem; font-size: 0.9375rem; }
}
@media (max-width: 63.99rem) {
  nav { border: 1px solid var(--line); border-radius: 6px; padding: 0.9rem 1.1rem; margin-top: 1.75rem; }
}

.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(11.5rem, 1fr)); gap: 1px; border: 1px solid var(--line); border-radius: 6px; overflow: hidden; margin: 1.5rem 0 1.75rem; }
.figures div { box-shadow: 0 0 0 1px var(--line); padding: 0.95rem 1.1rem 1rem; }
.figures dt { color: var(--quiet); font-size: 0.875rem; line-height: 1.35; text-align: left; }
.figures dd { margin: 0; text-align: left; }
.figures .value { font-size: 1.75rem; font-weight: 650; line-height: 1.3; letter-spacing: -0.01em; font-variant-numeric: tabular-nums; }
.figures .remark { color: var(--quiet); font-size: 0.875rem; line-height: 1.4; }

.definitions { display: grid; grid-template-columns: minmax(8rem, 14rem) minmax(0, 1fr); gap: 0.6rem 1.5rem; }
.definitions dt { font-weight: 600; text-align: left; }
.definitions dd { margin: 0; }
@media (max-width: 40rem) { .definitions { display: block; } .definitions dd { margin: 0 0 0.9rem; } }

.note { border-left: 4px solid var(--note); background: var(--faint); padding: 0.8rem 1.1rem; border-radius: 0 6px 6px 0; }

.table figcaption { font-weight: 600; line-height: 1.4; margin-bottom: 0.5rem; max-width: 42rem; }
.scroll { overflow-x: auto; max-width: 100%; }
table { border-collapse: collapse; font-size: 0.9375rem; line-height: 1.45; min-width: min(100%, 42rem); font-variant-numeric: tabular-nums lining-nums; }
th, td { padding: 0.45rem 1.25rem 0.45rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); min-width: 3rem; max-width: 28rem; }
tbody th:first-child { min-width: 7rem; }
td:not(:first-child, :last-child, .number) { min-width: 12rem; }
th:last-child, td:last-child { padding-right: 0.25rem; }
thead th { color: var(--quiet); font-weight: 600; font-size: 0.875rem; vertical-align: bottom; border-bottom: 2px solid var(--ink); }
tbody th { font-weight: 500; }
@media (max-width: 40rem) { th, td { max-width: 14rem; padding-right: 0.9rem; } }
.number { text-align: right; }

.chart { margin: 2.5rem 0 3rem; }
.chart h3, .chart h4 { margin: 0 0 0.35rem; max-width: 42rem; }
.reading { color: var(--quiet); font-size: 0.9375rem; line-height: 1.45; margin-bottom: 0.35rem; }
.picture { overflow-x: auto; margin: 0.75rem 0 0.5rem; }
@media (max-width: 40rem) { .picture { margin-inline: -1.25rem; } }
.picture svg { display: block; max-width: 100%; height: auto; background: none !important; }
.chart details { font-size: 0.9375rem; }
.chart summary { color: var(--quiet); cursor: pointer; width: max-content; max-width: 100%; }
.chart details p { margin: 0.4rem 0 0; }

.vega-bindings { display: flex; flex-wrap: wrap; gap: 0.4rem 1.5rem; margin-bottom: 0.5rem; font-size: 0.9375rem; }
.vega-bind-name { margin-right: 0.5rem; }
.vega-bindings select, .vega-bindings input { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--quiet); border-radius: 4px; padding: 0.15rem 0.35rem; }
.live svg { touch-action: pan-y pinch-zoom; }
.vg-tooltip { position: fixed; visibility: hidden; z-index: 3; pointer-events: none; max-width: min(24rem, 90vw); background: var(--paper); color: var(--ink); border: 1px solid var(--line); border-radius: 5px; box-shadow: 0 2px 10px rgb(0 0 0 / 0.22); padding: 0.4rem 0.6rem; font-size: 0.875rem; line-height: 1.35; }
.vg-tooltip.visible { visibility: visible; }
.vg-tooltip div { display: flex; gap: 0.8rem; justify-content: space-between; }
.vg-tooltip span { color: var(--quiet); }
.vg-tooltip b { font-weight: 600; text-align: right; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }

@page { margin: 17mm 15mm; }
@media print {
  :root { color-scheme: light; }
  body { font-size: 10.5pt; line-height: 1.45; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .page { max-width: none; padding: 0; }
  nav, .skip, .chart details, .vega-bindings, .vg-tooltip { display: none; }
  a { color: inherit; text-decoration: none; }
  header { padding-top: 0.5rem; }
  h1 { font-size: 22pt; }
  h2 { font-size: 15pt; margin-top: 1.6rem; padding-top: 1rem; }
  h3 { font-size: 12pt; }
  h2, h3, h4, .table figcaption { break-after: avoid; }
  p, li { orphans: 3; widows: 3; }
  figure, pre, tr, .figures, .note, .warnings { break-inside: avoid; }
  thead { display: table-header-group; }
  figure.table { break-inside: auto; }
  .scroll, .picture, pre { overflow: visible; }
  pre { white-space: pre-wrap; }
  .chart { margin: 1rem 0 1.5rem; }
  .picture svg { max-width: min(100%, 14.5cm); max-height: 22cm; }
  .figures { grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); }
}
`;
