let here: string | undefined;
let back = false;
globalThis.addEventListener?.('popstate', () => {
  back = true;
});

/** Takes the focus to the heading of a page that one comes to, and the view to its top, unless one goes back. */
export function arrived(path: string, heading: HTMLElement): void {
  const comes = here !== undefined && here !== path;
  here = path;
  if (!comes) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  if (!back) window.scrollTo(0, 0);
  back = false;
}
