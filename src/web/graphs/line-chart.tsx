import { useState, type PointerEvent } from 'react';
import { roundTop } from './round-top.ts';
import './line-chart.css';

export interface Line {
  readonly name: string;
  /** One a point in time; null where there is nothing to say. */
  readonly values: readonly (number | null)[];
}

interface Props {
  readonly title: string;
  /** What a value reads like: "12 ms". */
  readonly format: (value: number) => string;
  /** Milliseconds since 1970, ascending. */
  readonly times: readonly number[];
  /** Two or three at most; the first stands out. */
  readonly lines: readonly Line[];
}

const [width, height] = [300, 90];

/** A few lines over time, small, with what they say at the pointer; the last values are told in words. */
export function LineChart({ title, format, times, lines }: Props) {
  const [pointed, setPointed] = useState<number>();
  const top = roundTop(Math.max(0, ...lines.flatMap(({ values }) => values.map((value) => value ?? 0))));
  const at = pointed !== undefined && pointed < times.length ? pointed : times.length - 1;
  const x = (place: number): number => (times.length > 1 ? (place / (times.length - 1)) * width : width);
  const y = (value: number): number => height - (value / top) * height;

  const point = (event: PointerEvent<SVGSVGElement>): void => {
    const { left, width: shown } = event.currentTarget.getBoundingClientRect();
    const place = Math.round(((event.clientX - left) / shown) * (times.length - 1));
    setPointed(Math.min(times.length - 1, Math.max(0, place)));
  };

  return (
    <figure className="line-chart">
      <figcaption>
        <span className="line-chart-title">{title}</span>
        <span className="line-chart-now">
          {lines.map(({ name, values }, place) => (
            <span key={name} className={`line-chart-value line-${place}`}>
              {lines.length > 1 && <span className="line-chart-name">{name}</span>}
              <strong>{typeof values[at] === 'number' ? format(values[at]) : '–'}</strong>
            </span>
          ))}
        </span>
      </figcaption>
      <div className="line-chart-sheet">
        <svg
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          aria-hidden="true"
          onPointerMove={point}
          onPointerDown={point}
          onPointerLeave={() => setPointed(undefined)}
        >
          {[0, 0.5, 1].map((share) => (
            <line key={share} className="line-chart-grid" x1={0} x2={width} y1={y(share * top)} y2={y(share * top)} />
          ))}
          {lines.map(({ name, values }, place) => (
            <path key={name} className={`line-chart-line line-${place}`} d={pathOf(values, x, y)} />
          ))}
          {pointed !== undefined && <line className="line-chart-pointer" x1={x(at)} x2={x(at)} y1={0} y2={height} />}
        </svg>
        <span className="line-chart-top">{format(top)}</span>
      </div>
      <div className="line-chart-times" aria-hidden="true">
        <span>{times.length > 1 ? timeOf(times[0]) : ''}</span>
        <span>{times.length > 0 ? timeOf(times[at]) : 'Nothing yet'}</span>
      </div>
    </figure>
  );
}

/** Breaks off where there is nothing to say; a value alone is a dot, which a line without length is with round ends. */
function pathOf(values: Line['values'], x: (place: number) => number, y: (value: number) => number): string {
  const parts: string[] = [];
  let drawing = false;
  values.forEach((value, place) => {
    if (value === null) drawing = false;
    else {
      const next = values[place + 1] ?? null;
      parts.push(`${drawing ? 'L' : 'M'}${x(place).toFixed(1)} ${y(value).toFixed(1)}`);
      if (!drawing && next === null) parts.push('h0');
      drawing = true;
    }
  });
  return parts.join('');
}

const timeOf = (time: number): string =>
  new Date(time).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hour12: false });
