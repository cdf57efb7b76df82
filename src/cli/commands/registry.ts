import type { CliCommand } from '../cli-command.ts';

/** Every command, in the order of the help; the file itself is loaded only when the command is called. */
export const commands: readonly {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<CliCommand>;
}[] = [
  {
    name: 'demo',
    summary: 'Everything on the built-in data set, in one go',
    load: async () => (await import('./demo.ts')).demoCommand,
  },
  {
    name: 'ingest',
    summary: 'Turn raw files, an archive, a download or an event log into tables',
    load: async () => (await import('./ingest.ts')).ingestCommand,
  },
  {
    name: 'clean',
    summary: 'Mend duplicates, ranges, times, titles and genres, and hold out test ratings',
    load: async () => (await import('./clean.ts')).cleanCommand,
  },
  {
    name: 'eda',
    summary: 'Show what the data look like: charts that say what they show, and a page of them',
    load: async () => (await import('./eda.ts')).edaCommand,
  },
  {
    name: 'features',
    summary: 'Make numbers of what films are: genres, people, years, tags, plots',
    load: async () => (await import('./features.ts')).featuresCommand,
  },
  {
    name: 'train',
    summary: 'Fit a model',
    load: async () => (await import('./train.ts')).trainCommand,
  },
  {
    name: 'tune',
    summary: 'Search for the parameters that suit the data best',
    load: async () => (await import('./tune.ts')).tuneCommand,
  },
  {
    name: 'eval',
    summary: 'Test models on ratings they have not seen',
    load: async () => (await import('./eval.ts')).evalCommand,
  },
  {
    name: 'compare',
    summary: 'Say which models are really better than others, and which may be as good',
    load: async () => (await import('./compare.ts')).compareCommand,
  },
  {
    name: 'benchmark',
    summary: 'Set accuracy, time and memory of every model side by side',
    load: async () => (await import('./benchmark.ts')).benchmarkCommand,
  },
  {
    name: 'recommend',
    summary: 'List the films that a person is most likely to enjoy',
    load: async () => (await import('./recommend.ts')).recommendCommand,
  },
  {
    name: 'similar',
    summary: 'List the films most like one',
    load: async () => (await import('./similar.ts')).similarCommand,
  },
  {
    name: 'explain',
    summary: 'Say why a film has the score it has for a person',
    load: async () => (await import('./explain.ts')).explainCommand,
  },
  {
    name: 'publish',
    summary: 'Write lists, similar films and factors to a database, for other programs to read',
    load: async () => (await import('./publish.ts')).publishCommand,
  },
  {
    name: 'report',
    summary: 'Write the report for those who decide: is it good enough, for whom not, what next',
    load: async () => (await import('./report.ts')).reportCommand,
  },
  {
    name: 'serve',
    summary: 'Answer over HTTP, with a page for people: recommendations that change as they rate',
    load: async () => (await import('./serve.ts')).serveCommand,
  },
  {
    name: 'retrain',
    summary: 'Fit the model in service anew, on what people have rated there since, if that does no harm',
    load: async () => (await import('./retrain.ts')).retrainCommand,
  },
  {
    name: 'run',
    summary: 'Walk the whole way from movierec.yaml, skipping what is fresh',
    load: async () => (await import('./run.ts')).runCommand,
  },
  {
    name: 'models',
    summary: 'Show the models there are, with their parameters',
    load: async () => (await import('./models.ts')).modelsCommand,
  },
  {
    name: 'metrics',
    summary: 'Show the metrics there are, with their definitions',
    load: async () => (await import('./metrics.ts')).metricsCommand,
  },
  {
    name: 'datasets',
    summary: 'Show the data sets that can be had, and those that are here',
    load: async () => (await import('./datasets.ts')).datasetsCommand,
  },
  {
    name: 'generate',
    summary: 'Make ratings of any size in MovieLens format, by a simulated audience',
    load: async () => (await import('./generate.ts')).generateCommand,
  },
  {
    name: 'reproduce',
    summary: 'Run a published experiment and print our figures beside theirs',
    load: async () => (await import('./reproduce.ts')).reproduceCommand,
  },
  {
    name: 'doctor',
    summary: 'Check that this machine and this workspace are in order',
    load: async () => (await import('./doctor.ts')).doctorCommand,
  },
];
