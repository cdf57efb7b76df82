import SVGtoPDF from 'svg-to-pdfkit';
import { titleOf, type VegaLiteSpec } from '../../../charts/chart.ts';
import { renderChart } from '../../../charts/render.ts';
import type { ChartBlock } from '../../document.ts';
import { contentWidth, page, styles } from '../look.ts';
import type { Element, Press } from '../press.ts';
import { keptTogether, type Slice } from '../slice.ts';
import { setText, wholeWidth } from '../text.ts';
import { bookmark } from './heading.ts';
import { svgForPdf } from './svg-for-pdf.ts';

/** Points a pixel: as large as in a browser, if there is room. */
const scale = 0.75;
const mostHeight = page.height - page.top - page.bottom - 110;

/** The finding as a text, and the picture below it as vectors; those who cannot see it hear its description. */
export async function chartSlices(press: Press, { spec }: ChartBlock, parent: Element): Promise<Slice[]> {
  const { pdf } = press;
  const { title: _title, ...bare } = spec;
  const { svg } = await renderChart({ ...bare, padding: 2 });
  const drawn = svgForPdf(svg, press.faces);
  const ratio = Math.min(scale, contentWidth / drawn.width, mostHeight / drawn.height);
  const [width, height] = [ratio * drawn.width, ratio * drawn.height];

  const finding = titleOf(spec);
  const title = setText(press, finding, styles.finding, wholeWidth.width, 6);
  const how = setText(press, subtitleOf(spec), styles.small, wholeWidth.width, 6);
  const [titleElement, howElement] = [press.element('P', parent), subtitleOf(spec) && press.element('P', parent)];
  const figure = press.element('Figure', parent, { alt: spec.description || finding });
  const textSlice: Slice = {
    height: title.height + (howElement ? how.height : 0),
    gap: 14,
    draw(top) {
      bookmark(pdf.outline.children.at(-1) ?? pdf.outline, finding, top);
      title.draw(page.left, top, titleElement);
      if (howElement) how.draw(page.left, top + title.height, howElement);
    },
  };
  const picture: Slice = {
    height,
    gap: 6,
    draw: (top) =>
      figure.add(() =>
        SVGtoPDF(pdf, drawn.svg, page.left, top, {
          width,
          height,
          fontCallback: (_family, isBold) => (isBold ? 'bold' : 'regular'),
          warningCallback: () => undefined,
        }),
      ),
  };
  return keptTogether([textSlice, picture]);
}

function subtitleOf({ title }: VegaLiteSpec): string {
  const text = typeof title === 'object' && title !== null && 'subtitle' in title ? title.subtitle : '';
  return [text ?? ''].flat().join(' ');
}
