/** Types of the resolvers, made from the contracts: what a resolver is given and what it must answer. */

import { generate } from '@graphql-codegen/cli';
import { SUBGRAPH_NAMES, schemaPath } from './subgraph-schemas.ts';

const SEARCH = '../../search/types.ts';
const DOCUMENTS = '../../stores/documents.ts';

/** GraphQL type to the type that resolvers pass on for it. */
const PARENTS: Record<string, Record<string, string>> = {
  jobs: {
    JobSearchConnection: `${SEARCH}#SearchPage`,
    JobSearchEdge: `${SEARCH}#SearchEdge`,
    JobMatch: `${SEARCH}#SearchEdge`,
    Search: `${SEARCH}#SearchPage`,
    SearchNotice: `${SEARCH}#Notice`,
    SpellCorrectionNotice: `${SEARCH}#Notice`,
    UnsupportedQueryNotice: `${SEARCH}#Notice`,
    Job: `${DOCUMENTS}#JobDocument`,
    Company: `${DOCUMENTS}#Company as CompanyParent`,
  },
  people: {
    PeopleSearchConnection: `${SEARCH}#SearchPage`,
    PeopleSearchEdge: `${SEARCH}#SearchEdge`,
    PersonMatch: `${SEARCH}#SearchEdge`,
    Search: `${SEARCH}#SearchPage`,
    SearchNotice: `${SEARCH}#Notice`,
    SpellCorrectionNotice: `${SEARCH}#Notice`,
    UnsupportedQueryNotice: `${SEARCH}#Notice`,
    Person: `${DOCUMENTS}#PersonDocument`,
    Company: `${DOCUMENTS}#Company as CompanyParent`,
    WorkExperience: `${DOCUMENTS}#WorkExperience as WorkExperienceParent`,
  },
  ranking: {
    Relevance: `${SEARCH}#Relevance as RelevanceParent`,
    RankingTrace: `${SEARCH}#RankingTrace as RankingTraceParent`,
  },
  insights: {
    QueryUnderstanding: `${SEARCH}#Understanding`,
    UnderstoodFacet: `${SEARCH}#UnderstoodFacet as UnderstoodFacetParent`,
  },
  account: {
    Viewer: '../../runtime/caller.ts#Caller',
    ViewerPreferences: '../../stores/viewer-preferences.ts#ViewerPreferences as ViewerPreferencesParent',
    SavedSearch: '../../stores/saved-searches.ts#SavedSearch as SavedSearchParent',
    IngestTask: '../../stores/ingest-tasks.ts#IngestTask as IngestTaskParent',
  },
};

/** File name in this folder to content, for example generated/jobs.ts. */
export async function resolverTypeFiles(): Promise<ReadonlyMap<string, string>> {
  const generates = Object.fromEntries(
    SUBGRAPH_NAMES.map((name) => [schemaPath(`generated/${name}.ts`), settingsOf(name)]),
  );
  const made: readonly { filename: string; content: string }[] = await generate({ generates, silent: true }, false);
  const folder = schemaPath('./');
  return new Map(made.map((file) => [file.filename.slice(folder.length), file.content]));
}

function settingsOf(name: (typeof SUBGRAPH_NAMES)[number]) {
  return {
    schema: schemaPath(`${name}.graphql`),
    plugins: [
      { add: { content: `/** Made by npm run schema from schema/${name}.graphql; do not edit. */` } },
      'typescript',
      'typescript-resolvers',
    ],
    config: {
      federation: true,
      contextType: '../../search/context.ts#SearchContext',
      mappers: PARENTS[name],
      enumType: 'string-literal',
      enumsAsTypes: true,
      immutableTypes: true,
      useTypeImports: true,
      maybeValue: 'T | null',
      strictScalars: true,
      scalars: {
        ID: 'string',
        DateTime: 'string',
        LanguageTag: 'string',
        CurrencyCode: 'string',
        URL: 'string',
        _FieldSet: 'string',
      },
      importExtension: '.ts',
    },
  };
}
