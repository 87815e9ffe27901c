import { type Kept, type TokenStore, tokenMs } from '../../src/ports/tokens.ts';
import type { Db } from './db.ts';

interface Row {
  readonly value: string;
  readonly bytes: Buffer | null;
}

const keptOf = (row: Row | undefined): Kept | null =>
  row === undefined ? null : { value: JSON.parse(row.value), bytes: row.bytes };

/** What tokens stand for, shared by all processes: any of them finds what another issued. */
export function postgresTokens(db: Db): TokenStore {
  const which = 'committee = $1 and kind = $2 and hash = $3 and until > $4';
  const find =
    (statement: string): TokenStore['get'] =>
    async (...values) =>
      keptOf((await db.query<Row>(statement, values))[0]);
  return {
    async put(committee, kind, hash, { value, bytes }, until) {
      await db.transaction(async (query) => {
        // A kind's tokens all live equally long: what is over by the time of this one goes.
        await query('delete from tokens where kind = $1 and until <= $2', [kind, until - tokenMs[kind]]);
        await query(
          `insert into tokens (committee, kind, hash, value, bytes, until) values ($1, $2, $3, $4, $5, $6)
           on conflict (committee, kind, hash) do update
           set value = excluded.value, bytes = excluded.bytes, until = excluded.until`,
          [committee, kind, hash, JSON.stringify(value), bytes && Buffer.from(bytes), until],
        );
      });
    },
    get: find(`select value, bytes from tokens where ${which}`),
    take: find(`delete from tokens where ${which} returning value, bytes`),
    async close() {},
  };
}
