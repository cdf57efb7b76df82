import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { queryClient } from './api/queries.ts';
import { useStream } from './api/use-stream.ts';
import { filmOfPath } from './film-path.ts';
import { ErrorBoundary } from './frame/error-boundary.tsx';
import { Footer } from './frame/footer.tsx';
import { Header } from './frame/header.tsx';
import { OfflineBanner } from './frame/offline-banner.tsx';
import { HomePage } from './pages/home.tsx';
import { Notices } from './parts/notices.tsx';
import { TextSkeleton } from './parts/skeletons.tsx';

const WelcomePage = lazy(() => import('./pages/welcome.tsx'));
const SearchPage = lazy(() => import('./pages/search.tsx'));
const FilmPage = lazy(() => import('./pages/film.tsx'));
const RatingsPage = lazy(() => import('./pages/ratings.tsx'));
const ExplorePage = lazy(() => import('./pages/explore.tsx'));
const OperatorPage = lazy(() => import('./pages/operator.tsx'));
const AccountPage = lazy(() => import('./pages/account.tsx'));
const SignInPage = lazy(() => import('./pages/sign-in.tsx'));
const SignUpPage = lazy(() => import('./pages/sign-up.tsx'));
const NotFoundPage = lazy(() => import('./pages/not-found.tsx'));

/** The page. */
export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <Frame />
    </QueryClientProvider>
  );
}

function Frame() {
  const [path] = useLocation();
  useStream();
  return (
    <>
      <a className="skip-link" href="#content">
        Skip to the content
      </a>
      <Header />
      <OfflineBanner />
      <main id="content" tabIndex={-1}>
        <ErrorBoundary place={path}>
          <Suspense fallback={<Waiting />}>
            <Switch>
              <Route path="/" component={HomePage} />
              <Route path="/welcome" component={WelcomePage} />
              <Route path="/search" component={SearchPage} />
              <Route path="/film/:film">{({ film }) => <FilmPage key={film} film={filmOfPath(film)} />}</Route>
              <Route path="/ratings" component={RatingsPage} />
              <Route path="/explore" component={ExplorePage} />
              <Route path="/operator" component={OperatorPage} />
              <Route path="/account" component={AccountPage} />
              <Route path="/sign-in" component={SignInPage} />
              <Route path="/sign-up" component={SignUpPage} />
              <Route component={NotFoundPage} />
            </Switch>
          </Suspense>
        </ErrorBoundary>
      </main>
      <Footer />
      <Notices />
    </>
  );
}

const Waiting = () => (
  <div className="page">
    <TextSkeleton />
  </div>
);
