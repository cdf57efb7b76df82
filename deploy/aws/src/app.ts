import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { movierec } from './movierec.ts';
import { readSettings, SettingsError } from './settings.ts';

const app = new App();
try {
  const settings = readSettings(app.node.getAllContext());
  movierec(app, settings);
  if (settings.image === undefined) {
    process.stderr.write(
      'Only the network, the storage and the database: once an image is in the registry, name it as image in cdk.json.\n',
    );
  }
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(2);
}
