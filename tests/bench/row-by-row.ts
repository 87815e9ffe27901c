import { createHash } from 'node:crypto';
import pg from 'pg';

export interface RowByRow {
  /** Stores one fact; gives its number once it is on disk. */
  confirm(user: string, text: string): Promise<number>;
  close(): Promise<void>;
}

/**
 * The usual way to keep a hash-chained ledger on PostgreSQL: each confirmation is a transaction with one row, under a
 * lock of the row that says where the ledger ends. The schema is made where it is not there.
 */
export async function openRowByRow(url: string): Promise<RowByRow> {
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  await pool.query(`
    create table if not exists ledger (seq integer primary key, prev text not null, hash text not null, entry text not null);
    create table if not exists ends (one integer primary key, seq integer not null, hash text not null);
    insert into ends values (1, 0, repeat('0', 64)) on conflict do nothing`);
  return {
    async confirm(user, text) {
      const client = await pool.connect();
      try {
        await client.query('begin');
        const { rows } = await client.query('select seq, hash from ends where one = 1 for update');
        const [seq, prev] = [rows[0].seq + 1, rows[0].hash];
        const entry = JSON.stringify({ seq, prev, user, text, at: new Date() });
        const hash = createHash('sha256').update(entry).digest('hex');
        await client.query('insert into ledger values ($1, $2, $3, $4)', [seq, prev, hash, entry]);
        await client.query('update ends set seq = $1, hash = $2 where one = 1', [seq, hash]);
        await client.query('commit');
        return seq;
      } finally {
        client.release();
      }
    },
    close: () => pool.end(),
  };
}
