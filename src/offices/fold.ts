import type { BodyOf } from '../kinds.ts';
import type { Office } from '../view/shapes.ts';
import { endLast, type Steps } from '../view/steps.ts';
import type { View } from '../view.ts';

/** How the view takes in what is recorded of who holds which office. */
export const officeSteps = {
  'role.granted': (view, e) => grant(view, e.subject!, e.body, e.occurredOn),
  'role.ended': (view, e) =>
    endLast(view.offices, e.subject!, (o) => o.role === e.body.role && o.unit === e.body.unit, e.occurredOn),
  'access.restored': (view, e) =>
    void view.restored.set(e.key, { person: e.subject!, role: e.body.role, on: e.occurredOn }),
} satisfies Steps;

/**
 * An office from a day on; one time in office with another that it touches, as when its beginning is corrected. Whose
 * place a substitute takes is part of the office: for another one the time before ends.
 */
function grant(view: View, person: string, body: BodyOf<'role.granted'>, on: string): void {
  const { role, unit, standsFor, session } = body;
  const all = view.offices.get(person) ?? [];
  const touches = (o: Office) => o.role === role && o.unit === unit && (o.to === null || o.to > on);
  const joins = (o: Office) => touches(o) && o.standsFor === standsFor;
  const before = all.filter((o) => touches(o) && !joins(o) && o.from < on).map((o) => ({ ...o, to: on }));
  const first = all.filter(joins).reduce<Office | null>((a, o) => (a && a.from <= o.from ? a : o), null);
  const from = first && first.from < on ? first.from : on;
  const decided = session ?? (first && first.from <= on ? first.session : undefined);
  const office: Office = {
    role,
    unit,
    from,
    to: null,
    ...(standsFor !== undefined && { standsFor }),
    ...(decided !== undefined && { session: decided }),
  };
  view.offices.set(person, [...all.filter((o) => !touches(o)), ...before, office]);
}
