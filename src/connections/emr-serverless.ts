import { explainEmrServerless } from './explain-emr-serverless.ts';
import { loadAws } from './load-aws.ts';

/** A job for Spark, as EMR Serverless takes it. */
export interface EmrJob {
  readonly name: string;
  /** Where the program is, the modules that it imports, and what is handed to it. No address has blanks or commas. */
  readonly program: string;
  readonly modules: readonly string[];
  readonly args: readonly string[];
  /** Settings of Spark. */
  readonly conf: Readonly<Record<string, string>>;
}

/** How far a job is: `RUNNING`, `SUCCESS` … and what is said of it in words. */
export interface EmrJobState {
  readonly state: string;
  readonly details: string;
}

/** Whether a job has come to its end. */
export const hasEnded = ({ state }: EmrJobState): boolean => ['SUCCESS', 'FAILED', 'CANCELLED'].includes(state);

/** An application of EMR Serverless. Every method tells failures as `explainEmrServerless` does. */
export interface EmrApplication {
  /** Which release it has: `emr-7.9.0` */
  release(): Promise<string>;
  /** The id of a job that is started under the role. */
  start(job: EmrJob): Promise<string>;
  look(job: string): Promise<EmrJobState>;
  cancel(job: string): Promise<void>;
  close(): void;
}

/**
 * An application by its id, with the role (an ARN) that its jobs work under. Region and credentials come from where all of
 * Amazon's programs look for them, another endpoint from AWS_ENDPOINT_URL_EMR_SERVERLESS. The package is loaded here first;
 * nothing is asked yet.
 */
export async function openEmrServerless(
  { application, role }: { readonly application: string; readonly role: string },
  signal: AbortSignal,
): Promise<EmrApplication> {
  const emr = await loadAws(() => import('@aws-sdk/client-emr-serverless'));
  const requestHandler = { connectionTimeout: 5000, socketTimeout: 20_000 };
  const client = new emr.EMRServerlessClient({ maxAttempts: 3, requestHandler });
  const options = { abortSignal: signal };

  async function ask<T>(action: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      throw explainEmrServerless(error, { action: `emr-serverless:${action}`, application, role });
    }
  }

  return {
    release: () =>
      ask('GetApplication', async () => {
        const command = new emr.GetApplicationCommand({ applicationId: application });
        const { application: found } = await client.send(command, options);
        return found?.releaseLabel ?? 'unknown';
      }),
    start: ({ name, program, modules, args, conf }) =>
      ask('StartJobRun', async () => {
        signal.throwIfAborted();
        // Not aborted once it is on its way: a job that runs and whose id nobody knows could not be ended.
        const { jobRunId } = await client.send(
          new emr.StartJobRunCommand({
            applicationId: application,
            executionRoleArn: role,
            name,
            jobDriver: {
              sparkSubmit: {
                entryPoint: program,
                entryPointArguments: [...args],
                // As a setting they would be too long: those have 1,024 characters at most.
                sparkSubmitParameters: `--py-files ${modules.join(',')}`,
              },
            },
            configurationOverrides: {
              applicationConfiguration: [{ classification: 'spark-defaults', properties: { ...conf } }],
            },
          }),
        );
        return jobRunId!;
      }),
    look: (jobRunId) =>
      ask('GetJobRun', async () => {
        const command = new emr.GetJobRunCommand({ applicationId: application, jobRunId });
        const { jobRun } = await client.send(command, options);
        return { state: jobRun?.state ?? '', details: jobRun?.stateDetails ?? '' };
      }),
    cancel: (jobRunId) =>
      ask('CancelJobRun', async () => {
        await client.send(new emr.CancelJobRunCommand({ applicationId: application, jobRunId }), options);
      }),
    close: () => client.destroy(),
  };
}
