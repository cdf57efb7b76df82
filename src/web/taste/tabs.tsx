import { useId, type KeyboardEvent, type ReactNode } from 'react';

interface Props<Tab extends string> {
  readonly label: string;
  /** What each is called, in their order. */
  readonly tabs: Readonly<Record<Tab, string>>;
  readonly chosen: Tab;
  readonly onChoose: (tab: Tab) => void;
  /** What stands under the chosen one. */
  readonly children: ReactNode;
}

/** Tabs, by pointer or by arrow keys, as the ARIA authoring practices have them. */
export function Tabs<Tab extends string>({ label, tabs, chosen, onChoose, children }: Props<Tab>) {
  const id = useId();
  const names = Object.keys(tabs) as Tab[];
  const press = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -names.indexOf(chosen), End: -1 - names.indexOf(chosen) }[
      event.key
    ];
    if (step === undefined) return;
    event.preventDefault();
    const next = names[(names.indexOf(chosen) + step + names.length) % names.length];
    onChoose(next);
    document.getElementById(`${id}-${next}`)?.focus();
  };
  return (
    <>
      <div className="tabs" role="tablist" aria-label={label} onKeyDown={press}>
        {names.map((tab) => (
          <button
            key={tab}
            type="button"
            role="tab"
            id={`${id}-${tab}`}
            aria-selected={tab === chosen}
            aria-controls={`${id}-panel`}
            tabIndex={tab === chosen ? 0 : -1}
            onClick={() => onChoose(tab)}
          >
            {tabs[tab]}
          </button>
        ))}
      </div>
      <div className="tab-panel" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${chosen}`} tabIndex={-1}>
        {children}
      </div>
    </>
  );
}
