import { describeModels } from './describe-models.ts';

describeModels('knows films');
