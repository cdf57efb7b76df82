/** Publishes in a process of its own, to be killed: node --import …/register.js this.js ROOT ADDRESS MODEL */
import { Workspace } from '../../../../src/artifacts/workspace.ts';
import { createContext } from '../../../../src/context.ts';
import { publish } from '../../../../src/stages/publish.ts';

const [root, to, model] = process.argv.slice(2);
await publish({ workspace: new Workspace(root), to, model, k: 20, lease: 3 }, createContext({ threads: 1 }));
