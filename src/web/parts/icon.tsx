/** The page's icons, as outlines in a square of 24. */
const outlines = {
  star: 'M12 3.6l2.6 5.3 5.8.8-4.2 4.1 1 5.8-5.2-2.7-5.2 2.7 1-5.8L3.6 9.7l5.8-.8z',
  bookmark: 'M6.5 4h11v16.5L12 16.3l-5.5 4.2z',
  hide: 'M6 6l12 12M18 6L6 18',
  search: 'M10.5 4a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13zM15.4 15.4L20.5 20.5',
  home: 'M4 11l8-7 8 7v9h-5.5v-5.5h-5V20H4z',
  chart: 'M4 20h16M7 20v-6M12 20V6M17 20v-9',
  person: 'M12 4a4 4 0 1 1 0 8a4 4 0 1 1 0-8zM4.5 20.5c.6-4.2 3.6-6 7.5-6s6.9 1.8 7.5 6',
  left: 'M14.5 5.5L8 12l6.5 6.5',
  right: 'M9.5 5.5L16 12l-6.5 6.5',
  down: 'M6 9.5l6 6 6-6',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  sun: 'M12 8a4 4 0 1 1 0 8a4 4 0 1 1 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4',
  moon: 'M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z',
  screen: 'M3.5 5h17v11.5h-17zM8.5 20h7',
  tune: 'M4 7.5h9M17 7.5h3M4 16.5h3M11 16.5h9M15 5.5v4M9 14.5v4',
  eye: 'M2.5 12C5 7.5 8.3 5.5 12 5.5s7 2 9.5 6.5c-2.5 4.5-5.8 6.5-9.5 6.5S5 16.5 2.5 12zM12 9.2a2.8 2.8 0 1 1 0 5.6a2.8 2.8 0 1 1 0-5.6z',
  offline: 'M3 3l18 18M5 12.5a10 10 0 0 1 4-2.4M15.5 10.3a10 10 0 0 1 3.5 2.2M8.5 16a5 5 0 0 1 7 0M12 19.5h.01',
} as const;

/** Beside or instead of words; says nothing to those who listen. */
export function Icon({ name, filled = false }: { name: keyof typeof outlines; filled?: boolean }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false" data-filled={filled || undefined}>
      <path d={outlines[name]} />
    </svg>
  );
}
