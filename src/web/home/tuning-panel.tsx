import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { queries, useSite } from '../api/queries.ts';
import { Icon } from '../parts/icon.tsx';
import { Slider } from '../parts/slider.tsx';
import { storedValue, useStored } from '../stored-value.ts';
import { asTrained, tuning } from './tuning.ts';

const opened = storedValue('tuning-open', false);

/** How the lists are chosen: by which model, how surprising, how mixed. Acts at once. */
export function TuningPanel() {
  const wish = useStored(tuning);
  const open = useStored(opened);
  const id = useId();
  const { data: site } = useSite();
  const { data } = useQuery({ ...queries.models(), enabled: open });
  const model = data?.models.find((each) => each.model === (wish.model ?? site?.model));
  const changed = wish.diversity > 0 || wish.novelty > 0 || wish.model !== undefined;
  return (
    <section className="tuning" aria-label="How the lists are chosen">
      <button
        type="button"
        className="chip"
        aria-expanded={open}
        aria-controls={id}
        data-on={changed || undefined}
        onClick={() => opened.set(!open)}
      >
        <Icon name="tune" />
        Tune your lists
      </button>
      <div className="tuning-body" id={id} hidden={!open}>
        <Slider
          label="How well known"
          from="Familiar"
          to="Surprising"
          value={wish.novelty}
          onChange={(novelty) => tuning.set({ ...wish, novelty })}
        />
        <Slider
          label="How mixed"
          from="Alike"
          to="Diverse"
          value={wish.diversity}
          onChange={(diversity) => tuning.set({ ...wish, diversity })}
        />
        {data === undefined ? null : (
          <div className="field">
            <label htmlFor={`${id}-model`}>Chosen by</label>
            <select
              id={`${id}-model`}
              className="select"
              value={model?.model ?? ''}
              onChange={({ target }) => {
                const usual = data.models.find((each) => each.model === target.value)?.usual;
                tuning.set({ ...wish, model: usual ? undefined : target.value });
              }}
            >
              {data.models.map((each) => (
                <option key={each.model} value={each.model}>
                  {each.model}
                  {each.usual ? ' (usual)' : ''}
                </option>
              ))}
            </select>
            <p className="field-hint">{model?.choose ?? model?.summary}</p>
          </div>
        )}
        <button type="button" className="button" data-quiet disabled={!changed} onClick={() => tuning.set(asTrained)}>
          Reset
        </button>
      </div>
    </section>
  );
}
