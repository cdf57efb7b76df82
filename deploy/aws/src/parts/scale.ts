import { Duration } from 'aws-cdk-lib';
import { AdjustmentType } from 'aws-cdk-lib/aws-applicationautoscaling';
import type { FargateService } from 'aws-cdk-lib/aws-ecs';
import type { ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Settings } from '../settings.ts';

/**
 * How many tasks there are. By latency they only become more, in steps: target tracking needs a measure that halves where
 * tasks double, and latency does not; it is flat until the processor is busy and then steep. That is why the processor,
 * which does halve, is tracked beside it, and it alone takes tasks away again: the 90th percentile is low at night as well
 * as with few tasks. Where both speak, the larger number counts.
 */
export function scale(service: FargateService, targets: ApplicationTargetGroup, settings: Settings): void {
  const { minimumTasks, maximumTasks, latency } = settings;
  const tasks = service.autoScaleTaskCount({ minCapacity: minimumTasks, maxCapacity: maximumTasks });
  const most = latency / 1000;
  tasks.scaleOnMetric('Latency', {
    metric: targets.metrics.targetResponseTime({ statistic: 'p90', period: Duration.minutes(1) }),
    adjustmentType: AdjustmentType.PERCENT_CHANGE_IN_CAPACITY,
    minAdjustmentMagnitude: 1,
    scalingSteps: [
      { lower: most, upper: 2 * most, change: 25 },
      { lower: 2 * most, change: 100 },
    ],
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    // A task needs a minute or two to load its model.
    cooldown: Duration.minutes(3),
  });
  tasks.scaleOnCpuUtilization('Processor', {
    targetUtilizationPercent: 60,
    scaleOutCooldown: Duration.minutes(1),
    scaleInCooldown: Duration.minutes(10),
  });
}
