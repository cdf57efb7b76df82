import { Stack, type App } from 'aws-cdk-lib';
import type { Settings } from '../settings.ts';

/** A stack of an environment, named movierec-ENVIRONMENT-NAME; `cdk` calls it NAME. */
export function openStack(app: App, name: string, about: string, settings: Settings): Stack {
  const { environment, account, region, protect } = settings;
  return new Stack(app, name, {
    stackName: `movierec-${environment}-${name.toLowerCase()}`,
    description: about,
    env: { region, ...(account !== undefined && { account }) },
    terminationProtection: protect,
  });
}
