export { whyUnusable } from './db.ts';
export { markRealDatabase, wasRealDatabase } from './marks.ts';
export { readPostgresStore } from './reader.ts';
export { openPostgresStore, type PostgresOptions, type PostgresStore } from './store.ts';
export { copyOfDatabase, type Moved, moveIntoDatabase } from './whole.ts';
