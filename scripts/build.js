/** Compiles src into dist: TypeScript to JavaScript, the kernels to WebAssembly, the page to what browsers read. The old dist stays until the new one is complete, and two builds at once do no harm. */
import './check-node.js';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
// On the disk of dist, so that it can be renamed, and in a place that no other tool looks into.
const scratch = join(root, 'node_modules', '.cache', 'movierec');
const fresh = join(scratch, `new-${process.pid}`);
const old = join(scratch, `old-${process.pid}`);

const started = new Date();
const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
const bundler = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
const kernelCompiler = join(root, 'node_modules', 'assemblyscript', 'bin', 'asc.js');
if (![compiler, kernelCompiler, bundler].every(existsSync)) {
  console.error('The compiler is not installed. Run: npm ci');
  process.exit(1);
}
try {
  mkdirSync(scratch, { recursive: true });
  if (compileSources() && copyJob() && compileKernels() && (await bundleThread()) && buildPage()) {
    // A file changed while the compiler ran may have come too late for it, so the stamp bears the time of the start.
    writeFileSync(join(fresh, '.built'), digestOfSources());
    utimesSync(join(fresh, '.built'), started, started);
    swap();
  } else {
    process.exitCode = 1;
  }
} finally {
  for (const folder of [fresh, old]) rmSync(folder, { recursive: true, force: true });
}

/** Types are for `npm run types` to check, which takes longer than all the rest. */
function compileSources() {
  return runs(compiler, '-p', 'tsconfig.build.json', '--noCheck', '--outDir', fresh);
}

/** What Spark runs is Python, as it stands. */
function copyJob() {
  cpSync(join(root, 'src', 'spark', 'job'), join(fresh, 'spark', 'job'), {
    recursive: true,
    filter: (path) => !path.includes('__pycache__'),
  });
  return true;
}

/** One module for all kernels, on a memory that the threads share. Vectors never cross its border, which 112 is about. */
function compileKernels() {
  const features = ['--enable', 'simd,threads,bulk-memory', '--runtime', 'stub', '--noAssert', '-O3'];
  const memory = ['--importMemory', '--sharedMemory', '--maximumMemory', '65536'];
  const out = join(fresh, 'kernels.wasm');
  return runs(
    kernelCompiler,
    'src/kernels/assembly/index.ts',
    '-o',
    out,
    ...features,
    ...memory,
    '--disableWarning',
    '112',
  );
}

/** The thread of a SQLite store in one file: to load kysely's 300 takes longer than to open the store. */
async function bundleThread() {
  const { build } = await import('vite');
  const folder = join(fresh, 'store', 'sqlite');
  await build({
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: ['kysely'], external: ['libsql'] },
    build: {
      ssr: join(folder, 'thread.js'),
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'thread.js', codeSplitting: false } },
    },
  });
  return true;
}

function buildPage() {
  const page = join(fresh, 'web');
  return runs(bundler, 'build', '--outDir', page, '--logLevel', 'warn') && pack(page);
}

/** Puts packed copies beside what is worth it, so that the server has nothing to pack. */
function pack(folder) {
  const names = readdirSync(folder, { recursive: true }).filter((name) =>
    /\.(js|css|html|svg|json|webmanifest)$/.test(name),
  );
  for (const name of names) {
    const path = join(folder, name);
    const whole = readFileSync(path);
    const packed = { br: brotliCompressSync(whole), gz: gzipSync(whole, { level: 9 }) };
    for (const [ending, bytes] of Object.entries(packed)) {
      if (bytes.length < whole.length) writeFileSync(`${path}.${ending}`, bytes);
    }
  }
  return true;
}

function runs(...command) {
  return spawnSync(process.execPath, command, { cwd: root, stdio: ['ignore', 2, 2] }).status === 0;
}

/** Puts the new dist in place of the old; again, if another build did so just in between. */
function swap() {
  for (let attempt = 1; ; attempt++) {
    try {
      rmSync(old, { recursive: true, force: true });
      if (existsSync(dist)) renameSync(dist, old);
      renameSync(fresh, dist);
      return;
    } catch (error) {
      if (attempt === 10 || !['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(error.code)) throw error;
    }
  }
}

/** Stands in the manifests of artifacts: what was made by other code is made anew. */
function digestOfSources() {
  const hash = createHash('sha256');
  const names = readdirSync(join(root, 'src'), { recursive: true }).filter(
    (name) => /\.([jt]s|py)$/.test(name) && !/^(server|store|web)\b/.test(name),
  );
  for (const name of names.sort()) hash.update(name).update(readFileSync(join(root, 'src', name)));
  return hash.digest('hex').slice(0, 16);
}
