import { useEffect, useEffectEvent, type RefObject } from 'react';

/** So long a thing must be in sight to count as seen. */
const glance = 1_000;

/** Calls back once something has been in sight for a second, most of it, in a window that is looked at. */
export function useShown(element: RefObject<Element | null>, shown: () => void): void {
  const tell = useEffectEvent(shown);
  useEffect(() => {
    if (element.current === null || typeof IntersectionObserver === 'undefined') return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const observer = new IntersectionObserver(
      ([entry]) => {
        clearTimeout(timer);
        if (!entry.isIntersecting) return;
        timer = setTimeout(() => {
          if (document.visibilityState !== 'visible') return;
          observer.disconnect();
          tell();
        }, glance);
      },
      { threshold: 0.6 },
    );
    observer.observe(element.current);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }, [element]);
}
