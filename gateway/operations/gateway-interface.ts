/** What stands between Apollo Server and the subgraphs: a planner, or something around one. */

import type { ApolloServer } from '@apollo/server';

/** Of Apollo Server, which exports no names for these. */
export type GatewayInterface = NonNullable<ConstructorParameters<typeof ApolloServer>[0]['gateway']>;
export type LoadOptions = Parameters<GatewayInterface['load']>[0];
export type Executor = NonNullable<Awaited<ReturnType<GatewayInterface['load']>>['executor']>;
export type SchemaCallback = Parameters<GatewayInterface['onSchemaLoadOrUpdate']>[0];
export type ExecutorRequest = Parameters<Executor>[0];
