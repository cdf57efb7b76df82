/** What the terminal can show. */
export interface TerminalLook {
  /** In characters. */
  readonly width: number;
  readonly colors: boolean;
  /** Whether it has letters beyond ASCII, such as those that bars are drawn with. */
  readonly unicode: boolean;
}

/** Finds it out from the terminal and the environment: NO_COLOR as on no-color.org, the locale as in POSIX. */
export function terminalLook(
  { columns, isTTY }: { columns?: number | undefined; isTTY?: boolean | undefined } = process.stdout,
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: string = process.platform,
): TerminalLook {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  return {
    width: columns || 80,
    colors: isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
    // Windows has no such variables, and a terminal that can.
    unicode: platform === 'win32' || /utf-?8/i.test(locale),
  };
}
