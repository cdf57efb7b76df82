/** Whether a file is the system's own and not the user's: `.DS_Store`, `__MACOSX/…`. */
export const isHidden = (name: string): boolean =>
  name.split('/').some((part) => part.startsWith('.') || part === '__MACOSX');
