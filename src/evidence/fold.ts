import type { EvidenceContent } from '../view/papers.ts';
import { addTo, type Fact, type Steps } from '../view/steps.ts';
import type { View } from '../view.ts';

/** How the view takes in what is recorded of evidence and files that wait. */
export const evidenceSteps = {
  'file.received': (view, e) => {
    const { batch, file, name, type, bytes } = e.body;
    addTo(view.waiting, e.actor, { batch, file, name: name.id, type, bytes });
  },
  'file.discarded': (view, e) => noLongerWaits(view, e.actor, e.body.batch),
  'evidence.added': (view, e) => {
    const { id, programme, activity, folio, note, batch, sheet = null } = e.body;
    view.evidence.set(id, {
      ...contentOf(e),
      ...{ id, programme, activity, folio, batch, sheet, note: note?.id ?? null },
      ...{ earlier: [], removedOn: null },
    });
    if (sheet !== null) addTo(view.evidenceOf, `sheet/${sheet}`, id);
    addTo(view.evidenceOf, folio === null ? `activity/${programme}/${activity}` : `folio/${folio}`, id);
    view.counters.set(id.slice(0, 6), Number(id.slice(7)));
    if (batch !== null) noLongerWaits(view, e.actor, batch);
  },
  'evidence.replaced': (view, e) => {
    const known = view.evidence.get(e.body.of);
    if (!known) return;
    const { file, link, name, type, bytes, occurredOn, recordedAt, actor } = known;
    const before = { file, link, name, type, bytes, occurredOn, recordedAt, actor };
    view.evidence.set(known.id, { ...known, ...contentOf(e), earlier: [...known.earlier, before] });
  },
  'evidence.removed': (view, e) => {
    const known = view.evidence.get(e.body.of);
    if (known) view.evidence.set(known.id, { ...known, removedOn: e.occurredOn });
  },
} satisfies Steps;

function contentOf(e: Fact<'evidence.added'> | Fact<'evidence.replaced'>): EvidenceContent {
  const { file, link, name, type, bytes } = e.body;
  const { occurredOn, recordedAt, actor } = e;
  return { file, link: link?.id ?? null, name: name?.id ?? null, type, bytes, occurredOn, recordedAt, actor };
}

function noLongerWaits(view: View, person: string, batch: string): void {
  view.waiting.set(
    person,
    (view.waiting.get(person) ?? []).filter((w) => w.batch !== batch),
  );
}
