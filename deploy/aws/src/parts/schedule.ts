import { Duration, type Stack } from 'aws-cdk-lib';
import { Schedule, ScheduleTargetInput, type ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';

/** Starts a workflow by the clock. */
export const schedule = (
  stack: Stack,
  id: string,
  when: ScheduleExpression,
  machine: StateMachine,
  input: Readonly<Record<string, unknown>> = {},
): Schedule =>
  new Schedule(stack, id, {
    schedule: when,
    target: new StepFunctionsStartExecution(machine, {
      input: ScheduleTargetInput.fromObject(input),
      maxEventAge: Duration.hours(6),
      retryAttempts: 10,
    }),
  });
