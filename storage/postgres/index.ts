export { whyUnusable } from './db.ts';
export { markRealDatabase, wasRealDatabase } from './marks.ts';
export { readPostgresStore } from './reader.ts';
export { openPostgresStore, type PostgresOptions, type PostgresStore } from './store.ts';
export { checkRestorable, copyOfDatabase, type Moved, type MoveOptions, moveIntoDatabase } from './whole.ts';
