import { useId } from 'react';

interface SliderProps {
  readonly label: string;
  /** What the ends mean. */
  readonly from: string;
  readonly to: string;
  /** 0 to 1. */
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** A wish between two ends. */
export function Slider({ label, from, to, value, onChange }: SliderProps) {
  const id = useId();
  return (
    <div className="slider">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="range"
        min={0}
        max={1}
        step={0.05}
        value={value}
        aria-valuetext={value === 0 ? from : value === 1 ? to : `${Math.round(value * 100)} % ${to}`}
        style={{ '--share': value } as React.CSSProperties}
        onChange={({ target }) => onChange(Number(target.value))}
      />
      <span className="slider-ends" aria-hidden="true">
        <span>{from}</span>
        <span>{to}</span>
      </span>
    </div>
  );
}
