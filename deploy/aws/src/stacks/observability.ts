import type { App } from 'aws-cdk-lib';
import type { Settings } from '../settings.ts';
import type { Database } from './database.ts';
import type { Served } from './service.ts';
import type { Trained } from './training.ts';

export interface Watched {
  readonly people: Database;
  readonly served: Served;
  readonly trained: Trained;
}
export function observability(_app: App, _settings: Settings, _watched: Watched): void {}
