/**
 * One stage in a process of its own, so that memory and time are its alone. Prints a line of JSON: processor seconds, wall
 * seconds, peak resident bytes, or the code of the error. Run by measure.js: node stage.js STAGE OPTIONS-AS-JSON
 */
import * as movierec from '../../dist/index.js';

const [stage, given] = process.argv.slice(2);
const { threads, workspace, ...options } = JSON.parse(given);
const context = movierec.createContext({ threads });
const started = performance.now();
let outcome = {};
try {
  const call = workspace === undefined ? options : { ...options, workspace: movierec.openWorkspace(workspace) };
  const { seconds } = await movierec[stage](call, context);
  if (seconds?.fit !== undefined) outcome = { fit: seconds.fit };
} catch (error) {
  outcome = { code: error.code ?? 'UNEXPECTED', message: error.message };
}
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
console.log(
  JSON.stringify({
    ...outcome,
    wall: (performance.now() - started) / 1000,
    processor: (userCPUTime + systemCPUTime) / 1e6,
    peak: maxRSS * 1024,
  }),
);
process.exit();
