import { useEffect, useState, type RefObject } from 'react';

/** Whether an element is, or ever was, in view or close to it. */
export function useNearView(element: RefObject<Element | null>, margin = '300px 0px'): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    const { current } = element;
    if (near || current === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setNear(true);
      },
      { rootMargin: margin },
    );
    observer.observe(current);
    return () => observer.disconnect();
  }, [element, margin, near]);
  return near;
}
