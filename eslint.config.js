import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/**
 * Which folders of src each folder may import from, besides itself. Dependencies point one way, from the command line
 * down to errors and context; a new folder needs a line here.
 */
const ground = ['errors', 'context', 'random'];
const stages = [
  'spark',
  'publishing',
  'connections',
  'report',
  'tuning',
  'evaluation',
  'charts',
  'models',
  'metrics',
  'features',
  'dataset',
  'store',
  'artifacts',
  ...ground,
];
const layers = {
  artifacts: ['connections', ...ground],
  // How servers are reached and their failures told: databases, stores of objects.
  connections: ground,
  store: ['connections', 'artifacts', ...ground],
  dataset: ['connections', 'artifacts', 'kernels', ...ground],
  kernels: ground,
  features: ['dataset', 'kernels', 'artifacts', ...ground],
  metrics: ['dataset', ...ground],
  models: ['dataset', 'kernels', 'artifacts', ...ground],
  evaluation: ['models', 'metrics', 'dataset', 'kernels', ...ground],
  tuning: ['evaluation', 'models', 'metrics', 'dataset', 'kernels', 'artifacts', ...ground],
  charts: ['metrics', 'dataset', 'artifacts', ...ground],
  report: ['charts', 'artifacts', ...ground],
  // Where lists and vectors go for others to read.
  publishing: ['connections', ...ground],
  // The engine for what is too large for one machine.
  spark: ['connections', 'models', 'dataset', 'kernels', 'artifacts', ...ground],
  stages,
  server: ['stages', ...stages],
  // The page speaks to the server over HTTP alone; of src it sees nothing but the types of what is said there.
  web: ['server'],
  cli: ['server', 'stages', ...stages],
};
const everything = [...Object.keys(layers), ...ground];

const directions = Object.entries(layers).map(([folder, allowed]) => ({
  files: [`src/${folder}/**/*.ts`, `src/${folder}/**/*.tsx`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: everything
          .filter((other) => other !== folder && !allowed.includes(other))
          .map((other) => ({
            regex: `^(\\.\\./)+${other}(/|\\.ts$)`,
            message: `src/${folder} may not import from src/${other}: imports point one way (CONTRIBUTING.md).`,
          }))
          .concat({
            regex: '^natural$',
            message: 'Import natural by sub-path: the whole loads 1,300 modules and prints.',
          }),
      },
    ],
  },
}));

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'data', 'reports', 'src/kernels/assembly', '**/.venv', 'docs/api'] },
  ...tseslint.configs.strict,
  {
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/**/*.{ts,tsx}', 'test/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
    },
  },
  ...directions,
  { files: ['src/web/**/*.{ts,tsx}'], ...reactHooks.configs.flat.recommended },
  {
    files: ['src/cli/**/*.ts', 'scripts/**/*.js', 'bench/**', 'bin/*.js', 'notebooks/*.js'],
    rules: { 'no-console': 'off' },
  },
);
