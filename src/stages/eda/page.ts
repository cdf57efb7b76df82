import type { VegaLiteSpec } from '../../charts/chart.ts';
import { edaSections, type EdaSection } from '../../charts/eda/define-eda-chart.ts';
import type { SurveyFacts } from '../../charts/eda/survey.ts';
import type { Document } from '../../report/document.ts';
import type { EdaChartLeftOut, EdaChartMade } from '../eda.ts';

/** All charts of a data set on one page, and which were left out and why. */
export function edaPage(
  { dataset, simulated }: SurveyFacts,
  charts: readonly EdaChartMade[],
  leftOut: readonly EdaChartLeftOut[],
  specs: ReadonlyMap<string, VegaLiteSpec>,
): Document {
  const sections = (Object.keys(edaSections) as EdaSection[]).flatMap((id) => {
    const own = charts.filter(({ section }) => section === id);
    const blocks = own.map(({ name }) => ({ kind: 'chart' as const, name, spec: specs.get(name)! }));
    return blocks.length > 0 ? [{ id, title: edaSections[id], blocks }] : [];
  });
  const missing = {
    id: 'left-out',
    title: 'Left out',
    blocks: [{ kind: 'list' as const, items: leftOut.map(({ name, why }) => `${name}: ${why}.`) }],
  };
  return {
    title: `What ${dataset} looks like`,
    subtitle: '',
    warnings: simulated ? ['Simulated audience: these people, and their ratings, were made by a program.'] : [],
    sections: leftOut.length > 0 ? [...sections, missing] : sections,
    foot: '',
  };
}
