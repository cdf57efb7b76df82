let here: string | undefined;
let back = false;
let focused: HTMLElement | undefined;
globalThis.addEventListener?.('popstate', () => {
  back = true;
});

/**
 * Takes the focus to the heading of a page that one comes to, and the view to its top, unless one goes back. Where the
 * heading gives way to another, once the page knows what it is about, the focus goes along.
 */
export function arrived(path: string, heading: HTMLElement): void {
  const comes = here !== undefined && here !== path;
  here = path;
  if (comes) {
    focus(heading);
    if (!back) window.scrollTo(0, 0);
    back = false;
  } else if (focused?.isConnected === false && document.activeElement === document.body) {
    focus(heading);
  }
}

function focus(heading: HTMLElement): void {
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  focused = heading;
}
