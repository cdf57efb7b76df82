import { OptionDefaults } from 'typedoc';

/** `npm run docs` writes the reference of the library to docs/api, with docs/library.md as its front page. */
export default {
  name: 'movierec',
  entryPoints: ['src/index.ts'],
  tsconfig: 'tsconfig.build.json',
  readme: 'docs/library.md',
  out: 'docs/api',
  disableSources: true,
  treatWarningsAsErrors: true,
  // The list of all models (see `models()`), and what only kernels go by.
  intentionallyNotExported: ['models', 'Numbers', 'WebAssembly.Memory'],
  // For the compiler alone: danfojs-node may be absent.
  blockTags: [...OptionDefaults.blockTags, '@ts-ignore'],
  excludeTags: [...OptionDefaults.excludeTags, '@ts-ignore'],
};
