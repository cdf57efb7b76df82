import { MovierecError } from '../../errors.ts';

/** An artifact in a bucket whose files are not those that its manifest names: half of another one stands there. */
export class TornArtifact extends MovierecError {
  constructor(address: string, file: string) {
    super(
      'BAD_FILE',
      `${address} is half-written: ${file} is not as its manifest says.`,
      'Run the command that wrote it again, on the machine where it was stopped, or anywhere with --force.',
    );
  }
}
