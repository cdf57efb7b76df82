import { describeModels } from './describe-models.ts';

describeModels('predicts');
