import { Tags, type App } from 'aws-cdk-lib';
import type { Settings } from './settings.ts';
import { database } from './stacks/database.ts';
import { network } from './stacks/network.ts';
import { observability } from './stacks/observability.ts';
import { service } from './stacks/service.ts';
import { storage } from './stacks/storage.ts';
import { training } from './stacks/training.ts';

/**
 * All of movierec on AWS, a stack each for what changes and goes at the same time. What holds data (storage, database)
 * knows nothing of what runs (service, training), so that the latter can be taken down and put up again; what runs is left
 * out while there is no image.
 */
export function movierec(app: App, settings: Settings): void {
  Tags.of(app).add('application', 'movierec');
  Tags.of(app).add('environment', settings.environment);

  const around = network(app, settings);
  const kept = storage(app, settings);
  const people = database(app, settings, around);
  if (settings.image === undefined) return;
  const base = { settings, image: settings.image, around, kept, people };
  const served = service(app, base);
  const trained = training(app, base, served);
  observability(app, settings, { people, served, trained });
}
