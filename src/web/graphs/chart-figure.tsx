import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ChartList } from '../../server/contract.ts';
import { queries } from '../api/queries.ts';
import { readingOf } from './reading-of.ts';
import { useNearView } from './use-near-view.ts';
import './chart-figure.css';

type State = 'waiting' | 'drawn' | 'failed';

/**
 * A chart of the data set: its finding as a heading, how to read it, the picture, and the same in words. Asked for when it
 * comes near the view; what draws it is loaded with the first.
 */
export function ChartFigure({ chart, title, description }: ChartList['charts'][number]) {
  const figure = useRef<HTMLElement>(null);
  const picture = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<State>('waiting');
  const { data, isError } = useQuery({ ...queries.chart(chart), enabled: useNearView(figure) });
  const spec = data?.spec;

  useEffect(() => {
    const { current } = picture;
    if (spec === undefined || current === null) return;
    // A sheet of its own for each drawing: one that is given up may still be at work on it.
    const sheet = current.appendChild(document.createElement('div'));
    sheet.className = 'chart-sheet';
    let remove = (): void => sheet.remove();
    let gone = false;
    void import('./draw-chart.ts')
      .then(({ drawChart }) => drawChart(sheet, spec))
      .then(
        (finalize) => {
          if (gone) return finalize();
          remove = () => {
            finalize();
            sheet.remove();
          };
          setState('drawn');
        },
        () => gone || setState('failed'),
      );
    return () => {
      gone = true;
      remove();
    };
  }, [spec]);

  const id = `chart-${chart}`;
  const failed = isError || state === 'failed';
  const reading = spec ? readingOf(spec) : '';
  return (
    <figure className="chart" id={id} aria-labelledby={`${id}-title`} ref={figure}>
      <h3 id={`${id}-title`}>{title}</h3>
      {reading && <p className="chart-reading">{reading}</p>}
      <div
        className={`chart-picture ${failed ? 'failed' : state}`}
        role="group"
        aria-labelledby={`${id}-title`}
        aria-busy={state === 'waiting' && !failed}
        tabIndex={0}
        ref={picture}
      />
      {failed && (
        <p className="chart-failed" role="status">
          This picture cannot be drawn just now; what it shows stands below in words.
        </p>
      )}
      <details open={failed}>
        <summary>
          In words<span className="unseen">: {title}</span>
        </summary>
        <p>{description}</p>
      </details>
    </figure>
  );
}
