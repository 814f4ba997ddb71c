/** Settings of graphql-codegen: `npx graphql-codegen --config codegen.ts` makes the types of every operation in these files. */

import type { CodegenConfig } from '@graphql-codegen/cli';

const settings: CodegenConfig = {
  schema: 'schema/public.graphql',
  documents: ['examples/typed/job-titles.ts'],
  generates: {
    'examples/typed/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        importExtension: '.ts',
        scalars: { DateTime: 'string', LanguageTag: 'string', CurrencyCode: 'string', URL: 'string' },
      },
    },
  },
};

export default settings;
