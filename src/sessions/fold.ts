import type { Steps } from '../view/steps.ts';

/** How the view takes in what is recorded of sessions and agreements. */
export const sessionSteps = {
  'session.planned': (view, { body: { session, date, time, place } }) => {
    const before = view.sessions.get(session);
    const { date: was, time: at, place: where } = before ?? { date, time, place: null };
    const convened = before && before.convened !== null ? [{ date: was, time: at, place: where }] : [];
    const earlier = [...(before?.earlier ?? []), ...convened];
    view.sessions.set(session, {
      ...{ date, time, convened: null, place: place?.id ?? where },
      ...(earlier.length > 0 && { earlier }),
    });
  },
  'session.convened': (view, e) => {
    const { session, date, time } = e.body;
    const plan = view.sessions.get(session) ?? { date, time, place: null };
    view.sessions.set(session, { ...plan, convened: e.occurredOn });
  },
  'session.attended': (view, { occurredOn, body }) => {
    const type = body.extraordinary ? 'extraordinary' : 'ordinary';
    view.attendance.set(`${type}/${occurredOn}`, body.present);
  },
  'agreement.done': (view, e) => {
    const follow = view.agreements.get(e.body.of);
    view.agreements.set(e.body.of, { due: follow?.due ?? null, done: e.body.done ? e.occurredOn : null });
  },
  'agreement.moved': (view, { body: { of, due } }) =>
    void view.agreements.set(of, { done: view.agreements.get(of)?.done ?? null, due }),
} satisfies Steps;
