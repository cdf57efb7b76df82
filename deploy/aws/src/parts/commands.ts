import { servicePort } from '../stacks/network.ts';
import type { Base } from '../stacks/service.ts';

/** Where the workspace is, as movierec takes it. */
export const workspaceOf = ({ kept }: Base): string => `s3://${kept.workspace.bucketName}`;

/** What the service's container runs: the image's entry point is `movierec`. */
export const serveCommand = (base: Base): string[] => {
  const { settings, people, around } = base;
  return [
    'serve',
    ...['--models', workspaceOf(base), '--dataset', settings.dataset],
    ...(settings.model === undefined ? [] : ['--model', settings.model]),
    ...['--store', people.address],
    ...['--host', '0.0.0.0', '--port', String(servicePort), '--trust-proxy', around.addresses],
    '--log',
  ];
};

/** What the training task runs by the clock: the model learns from what people have rated in the service. */
export const retrainCommand = (base: Base): string[] => {
  const { settings, people } = base;
  return [
    'retrain',
    ...['--workspace', workspaceOf(base), '--dataset', settings.dataset],
    ...(settings.model === undefined ? [] : ['--model', settings.model]),
    ...['--store', people.address],
  ];
};
