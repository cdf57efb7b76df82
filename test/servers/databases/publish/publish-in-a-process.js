/**
 * Publishes in a process of its own and, once something of a version has been written, goes on no more: to be killed.
 * node --import …/register.js this.js ROOT ADDRESS MODEL
 */
import { Workspace } from '../../../../src/artifacts/workspace.ts';
import { createContext } from '../../../../src/context.ts';
import { publish } from '../../../../src/stages/publish.ts';

const [root, to, model] = process.argv.slice(2);
const sleeper = new Int32Array(new SharedArrayBuffer(4));
const context = createContext({
  threads: 1,
  progress: (_, __, what) => {
    if (what.endsWith('published')) Atomics.wait(sleeper, 0, 0);
  },
});
await publish({ workspace: new Workspace(root), to, model, k: 20, lease: 3 }, context);
