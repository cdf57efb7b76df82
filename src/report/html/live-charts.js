/**
 * The script of a page whose charts are alive: each picture is replaced by the chart itself when it comes near the view.
 * One that fails stays the picture that it was. Expressions are interpreted, since the page may not evaluate code.
 */
// It runs in a browser, whose types the rest of the program does not have.
const { document, IntersectionObserver, vega, vegaEmbed } = /** @type {any} */ (globalThis);

/**
 * Vega would evaluate code to read CSV, which the page may not. What charts have of it are rows of plain names and
 * numbers, without quotes.
 */
const withRows = (/** @type {string} */ _, /** @type {any} */ value) => {
  if (value?.format?.type !== 'csv' || typeof value.values !== 'string') return value;
  const { values, format, ...data } = value;
  const [columns, ...rows] = values.split('\n').map((/** @type {string} */ line) => line.split(','));
  const read = (/** @type {string} */ column, /** @type {string} */ cell) =>
    format.parse?.[column] === 'number' ? (cell === '' ? null : Number(cell)) : cell;
  const cellsOf = (/** @type {string[]} */ row) =>
    columns.map((/** @type {string} */ column, /** @type {number} */ at) => [column, read(column, row[at])]);
  return { ...data, values: rows.map((/** @type {string[]} */ row) => Object.fromEntries(cellsOf(row))) };
};

const specs = JSON.parse(document.getElementById('page-specs').textContent, withRows);

const tooltip = {
  disableDefaultStyle: true,
  /** Names and values as texts, each in its own direction. */
  formatTooltip(/** @type {any} */ value, /** @type {(text: string) => string} */ escape) {
    const shown = (/** @type {unknown} */ text) => `<b dir="auto">${escape(String(text))}</b>`;
    if (typeof value !== 'object') return shown(value);
    return Object.entries(value)
      .map(([name, text]) => `<div><span dir="auto">${escape(name)}</span>${shown(text)}</div>`)
      .join('');
  },
};

async function enliven(/** @type {any} */ figure) {
  const picture = figure.querySelector('.picture');
  const live = document.createElement('div');
  /** @type {unknown[]} */
  const problems = [];
  const logger = vega.logger(
    vega.Warn,
    undefined,
    (/** @type {unknown} */ _, /** @type {string} */ level, /** @type {unknown[]} */ said) => {
      if (level === 'ERROR') problems.push(said);
    },
  );
  /** @type {any} */
  let view;
  try {
    ({ view } = await vegaEmbed(live, specs[figure.id], {
      mode: 'vega-lite',
      renderer: 'svg',
      ast: true,
      actions: false,
      defaultStyle: false,
      config: { aria: false, mark: { aria: false }, title: { aria: false } },
      tooltip,
      logger,
    }));
  } catch (problem) {
    problems.push(problem);
  }
  if (problems.length > 0) return;
  // The description of the whole is on what is around it; a brush would say that it is a symbol, but not of what.
  live.querySelector('svg').setAttribute('aria-hidden', 'true');
  picture.replaceChildren(live);
  picture.classList.add('live');
  // By itself, Vega shows tooltips where a mouse hovers; a finger taps.
  view.addEventListener('click', (/** @type {any} */ event, /** @type {any} */ item) => {
    view.tooltip()(undefined, event, item, item?.tooltip);
  });
}

const nearby = new IntersectionObserver(
  (/** @type {any[]} */ entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      nearby.unobserve(target);
      void enliven(target);
    }
  },
  { rootMargin: '200px 0px' },
);
for (const figure of document.querySelectorAll('figure.chart')) nearby.observe(figure);

const hideTooltip = () => document.querySelector('.vg-tooltip')?.classList.remove('visible');
document.addEventListener('scroll', hideTooltip, { passive: true });
document.addEventListener('pointerdown', hideTooltip);
