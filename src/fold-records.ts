import type { View } from './view.ts';

/** What hangs on a record goes over to the one that takes its place: its evidence, and that it was done. */
export function handOver(view: View, from: string, to: string): void {
  const ids = view.evidenceOf.get(`folio/${from}`) ?? [];
  for (const id of ids) view.evidence.set(id, { ...view.evidence.get(id)!, folio: to });
  if (ids.length > 0) {
    view.evidenceOf.set(`folio/${to}`, ids);
    view.evidenceOf.set(`folio/${from}`, []);
  }
  const follow = view.agreements.get(from);
  if (follow?.done) view.agreements.set(to, { due: null, done: follow.done });
}
