import { storedValue } from '../stored-value.ts';

export type Theme = 'system' | 'light' | 'dark';

/** Light or dark, as the person chose; `system` follows the device. */
export const theme = storedValue<Theme>('theme', 'system', (stored) =>
  ['system', 'light', 'dark'].includes(stored as string),
);

/** Has the page wear the theme, now and whenever it changes. */
export function wearTheme(): void {
  const wear = () => {
    document.documentElement.dataset['theme'] = theme.get();
  };
  wear();
  theme.subscribe(wear);
}
