import type { Low } from 'lowdb';

/** Writes first and remembers then: what the disk refused is nowhere. (lowdb's own write() is the other way round.) */
export async function adopt<T>(db: Low<T>, data: T): Promise<void> {
  await db.adapter.write(data);
  db.data = data;
}
