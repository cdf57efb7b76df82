import { MovierecError } from '../../errors.ts';

/** An artifact in a bucket whose files are not those that its manifest names: half of another one stands there. */
export class TornArtifact extends MovierecError {
  constructor(address: string, file: string, stage: string) {
    super(
      'BAD_FILE',
      `${address} is half-written: ${file} is not as its manifest says.`,
      `Any command on the machine where its making (${stage}) was stopped mends it; elsewhere make it anew, with --force.`,
    );
  }
}
