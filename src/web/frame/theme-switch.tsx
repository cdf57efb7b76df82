import { Icon } from '../parts/icon.tsx';
import { useStored } from '../stored-value.ts';
import { theme, type Theme } from './theme.ts';

const faces = { system: 'screen', light: 'sun', dark: 'moon' } as const;
const next: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };
const words = { system: 'as the device', light: 'light', dark: 'dark' } as const;

/** Goes round: as the device, light, dark. As an icon, or in words. */
export function ThemeSwitch({ words: inWords = false }: { words?: boolean }) {
  const worn = useStored(theme);
  return (
    <button
      type="button"
      className={inWords ? 'chip' : 'icon-button'}
      aria-label={`Colors: ${words[worn]}. Change to ${words[next[worn]]}`}
      title={`Colors: ${words[worn]}`}
      onClick={() => theme.set(next[worn])}
    >
      <Icon name={faces[worn]} />
      {inWords ? `Colors: ${words[worn]}` : null}
    </button>
  );
}
