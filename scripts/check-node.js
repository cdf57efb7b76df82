/** Ends with a clear sentence on a Node that is too old; imported first, in words that an old one understands too. */
const required = [20, 19];
const found = process.versions.node.split('.').map(Number);

if (found[0] < required[0] || (found[0] === required[0] && found[1] < required[1])) {
  console.error(
    `movierec needs Node ${required.join('.')} or newer, and this is Node ${process.versions.node}. ` +
      'Install a newer one from https://nodejs.org and run this again.',
  );
  process.exit(1);
}
