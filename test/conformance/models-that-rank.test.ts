import { describeModels } from './describe-models.ts';

describeModels('ranks');
