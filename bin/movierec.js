#!/usr/bin/env node
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`movierec needs Node 20.19 or newer; this is ${process.versions.node}. Get one from nodejs.org.`);
  process.exit(1);
}
const { main } = await import('../dist/cli/main.js').catch((error) => {
  if (error.code !== 'ERR_MODULE_NOT_FOUND' || !String(error.message).includes('/dist/cli/main.js')) throw error;
  console.error('movierec is not built yet. Run: npm run build');
  process.exit(1);
});
await main(process.argv.slice(2));
