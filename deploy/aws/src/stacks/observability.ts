import type { App } from 'aws-cdk-lib';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { alarmsOf } from '../parts/alarms.ts';
import { addBudget } from '../parts/budget.ts';
import { addDashboard } from '../parts/dashboard.ts';
import { measuresOf } from '../parts/measures.ts';
import { openStack } from '../parts/open-stack.ts';
import type { Settings } from '../settings.ts';
import type { Database } from './database.ts';
import type { Served } from './service.ts';
import type { Trained } from './training.ts';

/** What is looked at. */
export interface Watched {
  readonly people: Database;
  readonly served: Served;
  readonly trained: Trained;
}

/** How it is doing, on one page, and who is told where it is not doing well. */
export function observability(app: App, settings: Settings, watched: Watched): void {
  const { environment, alarmEmail, monthlyBudget } = settings;
  const stack = openStack(app, 'Observability', 'movierec: dashboard and alarms', settings);
  const key = new Key(stack, 'Key', { description: `movierec-${environment}: alarms`, enableKeyRotation: true });
  // An alarm writes to an encrypted topic only if it may use the key itself.
  key.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      // In the policy of a key this is the key.
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
    }),
  );
  const topic = new Topic(stack, 'Alarms', {
    displayName: `movierec ${environment}`,
    masterKey: key,
    enforceSSL: true,
  });
  if (alarmEmail !== undefined) topic.addSubscription(new EmailSubscription(alarmEmail));

  const measures = measuresOf(stack, settings, watched);
  const alarms = alarmsOf(stack, settings, measures, watched.people);
  for (const alarm of alarms) {
    alarm.addAlarmAction(new SnsAction(topic));
    alarm.addOkAction(new SnsAction(topic));
  }
  addDashboard(stack, settings, measures, alarms);
  if (monthlyBudget !== undefined && alarmEmail !== undefined) addBudget(stack, environment, monthlyBudget, alarmEmail);
}
