import type { Routes } from '../route.ts';
import { accountRoutes } from './accounts.ts';
import { chartRoutes } from './charts.ts';
import { explanationRoutes } from './explanations.ts';
import { feedbackRoutes } from './feedback.ts';
import { filmRoutes } from './films.ts';
import { healthRoutes } from './health.ts';
import { historyRoutes } from './history.ts';
import { homeRoutes } from './home.ts';
import { meRoutes } from './me.ts';
import { metricRoutes } from './metrics.ts';
import { modelRoutes } from './models.ts';
import { operatorRoutes } from './operator.ts';
import { ratingRoutes } from './ratings.ts';
import { recommendationRoutes } from './recommendations.ts';
import { similarRoutes } from './similar.ts';
import { siteRoutes } from './site.ts';
import { streamRoutes } from './stream.ts';
import { watchListRoutes } from './watch-list.ts';

/** Every topic: one file and one line here. */
export const routes: readonly Routes[] = [
  siteRoutes,
  filmRoutes,
  similarRoutes,
  recommendationRoutes,
  homeRoutes,
  explanationRoutes,
  meRoutes,
  ratingRoutes,
  watchListRoutes,
  feedbackRoutes,
  historyRoutes,
  streamRoutes,
  accountRoutes,
  modelRoutes,
  chartRoutes,
  operatorRoutes,
  healthRoutes,
  metricRoutes,
];
