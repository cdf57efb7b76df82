/** Where a list of films will be. */
export function FilmSkeletons({ count = 8 }: { count?: number }) {
  return Array.from({ length: count }, (_, index) => (
    <li key={index} className="film-skeleton" aria-hidden="true">
      <span className="skeleton" />
      <span className="skeleton" />
      <span className="skeleton" />
    </li>
  ));
}

/** Lines of text to come. */
export function TextSkeleton({ lines = 3 }: { lines?: number }) {
  return (
    <div className="text-skeleton" aria-hidden="true">
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} className="skeleton" />
      ))}
    </div>
  );
}
