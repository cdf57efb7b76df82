/** So many ratings make a list. */
const enough = 5;

/** How far one is on the way to a list, and the way out. */
export function Progress({ rated, onDone }: { rated: number; onDone: () => void }) {
  const ready = rated >= enough;
  return (
    <div className="welcome-progress">
      <div className="welcome-steps" aria-hidden="true">
        {Array.from({ length: enough }, (_, step) => (
          <span key={step} data-done={step < rated || undefined} />
        ))}
      </div>
      <p role="status">
        {ready ? (
          <>
            <strong>{rated} rated:</strong> your list is ready
          </>
        ) : (
          <>
            <strong>
              {rated} of {enough}
            </strong>{' '}
            {rated === 0 ? 'films rated' : rated === enough - 1 ? 'one more to go' : 'and counting'}
          </>
        )}
      </p>
      <button type="button" className="button" data-primary={ready || undefined} onClick={onDone}>
        {ready ? 'See my list' : rated > 0 ? 'Go on' : 'Skip'}
      </button>
    </div>
  );
}
