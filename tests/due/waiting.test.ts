import fc from 'fast-check';
import { expect, it } from 'vitest';
import { recipients, waiting } from '../../src/asking/batches.ts';
import { blankPost, put } from '../../src/outbox/fold.ts';
import type { Post } from '../../src/view/posts.ts';
import { emptyView, fork, type View } from '../../src/view.ts';

const entry = { occurredOn: '2024-05-14' } as never;
const post = (person: number): string => `ask/9/1/person/id-${person}`;

/** As the ledger has it: nobody is planned anew who got it or is being written to, and only who waits has an outcome. */
function set(view: View, person: number, status: Post['status']): void {
  const before = view.posts.get(post(person));
  const waits = before?.status === 'planned' || before?.status === 'claimed';
  const may = status === 'planned' ? before?.status !== 'sent' && before?.status !== 'claimed' : waits;
  if (may) put(view, entry, post(person), { ...(before ?? blankPost), status });
}

it('of a batch those are looked at who wait, whatever was looked at before, in a working copy too', () => {
  const statuses = ['planned', 'claimed', 'sent', 'refused', 'missed', 'unknown'] as const;
  const change = fc.tuple(fc.nat(7), fc.constantFrom(...statuses), fc.constantFrom('keep', 'look', 'try'));
  fc.assert(
    fc.property(fc.array(change, { maxLength: 60, size: 'max' }), (changes) => {
      const view = emptyView();
      view.askings.set('1', { activity: 9, unit: null, by: 'id-0', key: 'k', on: '2024-05-14', people: 0 });
      const agrees = (of: View): void => {
        const asking = of.askings.get('1')!;
        const open = [...recipients(of, '1', asking)].filter(
          ({ state }) => state.status === 'planned' || state.status === 'claimed',
        );
        expect(waiting(of, '1', asking)).toEqual(open);
      };
      for (const [person, status, then] of changes) {
        const of = then === 'try' ? fork(view) : view;
        set(of, person, status);
        if (then !== 'keep') agrees(of);
      }
      agrees(view);
    }),
  );
});
