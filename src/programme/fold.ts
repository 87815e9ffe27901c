import { sha256Of } from '../entry.ts';
import type { Fact, Steps } from '../view/steps.ts';
import type { View } from '../view.ts';

/** How the view takes in what is recorded of programmes and their calendars. */
export const programmeSteps = {
  'programme.adopted': (view, e) => {
    const { programme, sha256 } = e.body;
    const known = view.programme?.id === programme ? view.programme.since : e.recordedAt;
    view.programme = { id: programme, sha256, since: known };
    adopt(view, e);
  },
  'programme.drafted': (view, { body, occurredOn, actor }) => {
    const { programme, sha256, content } = body;
    view.yearDrafts.set(programme, { sha256, content, on: occurredOn, by: actor });
  },
  'programme.discarded': (view, { body }) => void view.yearDrafts.set(body.programme, null),
  'programme.changed': (view, { body, recordedAt }) => {
    const { programme, ...version } = body;
    const before = view.versions.get(programme) ?? [];
    view.versions.set(programme, [...before, { ...version, recordedAt }]);
    view.yearDrafts.set(programme, null);
  },
  'calendar.confirmed': (view, { body, occurredOn }) => {
    const { programme, vacationsCount, days = null } = body;
    const file = view.adopted.get(programme)?.sha256 ?? null;
    view.confirmed.set(`calendar/${programme}`, { on: occurredOn, vacationsCount, days, file });
  },
} satisfies Steps;

/**
 * What a programme's file says. Where the committee has changed the programme since, what it decided is in force all
 * the same, and `overruled` is the day on which a file came that says something else.
 */
function adopt(view: View, e: Fact<'programme.adopted'>): void {
  const { programme, sha256, content } = e.body;
  const before = view.adopted.get(programme);
  const newest = view.versions.get(programme)?.at(-1);
  const another = before !== undefined && before.sha256 !== sha256;
  const differs = newest !== undefined && newest.sha256 !== (content && sha256Of(content));
  view.adopted.set(programme, {
    sha256,
    since: before?.since ?? e.recordedAt,
    content: content ?? (another ? null : (before?.content ?? null)),
    overruled: another ? (differs ? e.occurredOn : null) : (before?.overruled ?? null),
  });
}
