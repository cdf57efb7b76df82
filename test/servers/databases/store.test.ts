import { describeStore } from '../../conformance/describe-store.ts';
import { storesToTry } from '../../fixtures/stores.ts';

for (const { kind, emptyPlace } of storesToTry({ server: true })) describeStore(kind, emptyPlace);
