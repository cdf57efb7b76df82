import { Component, type ReactNode } from 'react';
import { FailureNote } from '../parts/failure-note.tsx';
import { Page } from '../parts/page.tsx';

interface Props {
  /** When it changes, what failed is tried again. */
  readonly place: string;
  readonly children: ReactNode;
}
interface State {
  readonly error?: unknown;
  readonly place: string;
}

/** Keeps a fault of one page to that page. React has this for classes only. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { place: this.props.place };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error };
  }
  static getDerivedStateFromProps({ place }: Props, state: State): State | null {
    return place === state.place ? null : { place, error: undefined };
  }

  override render() {
    if (this.state.error === undefined) return this.props.children;
    return (
      <Page title="Something broke" narrow>
        <FailureNote error={this.state.error} retry={() => window.location.reload()} />
      </Page>
    );
  }
}
