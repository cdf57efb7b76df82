/**
 * What the API takes and says: a schema for every body, query and answer, by which requests and answers are checked,
 * the OpenAPI document is made, and the page is typed. The page imports only types from here.
 */
export * from './contract/films.ts';
export * from './contract/health.ts';
export * from './contract/models.ts';
export * from './contract/operator.ts';
export * from './contract/people.ts';
export * from './contract/recommendations.ts';
export * from './contract/stream.ts';
export * from './contract/values.ts';
