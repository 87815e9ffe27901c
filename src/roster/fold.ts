import { addTo, endLast, type Steps } from '../view/steps.ts';

/** How the view takes in what is recorded of who is on the plantilla, and of what people ask for themselves. */
export const rosterSteps = {
  'roster.joined': (view, e) =>
    addTo(view.roster, e.subject!, { unit: e.body.unit, from: e.occurredOn, to: null }),
  'roster.moved': (view, e) => {
    endLast(view.roster, e.subject!, () => true, e.occurredOn);
    addTo(view.roster, e.subject!, { unit: e.body.unit, from: e.occurredOn, to: null });
  },
  'roster.left': (view, e) => endLast(view.roster, e.subject!, () => true, e.occurredOn),
  'person.forgotten': (view, e) => void view.forgotten.set(e.subject!, e.occurredOn),
  'roster.corrected': (view, e) => void view.roster.set(e.subject!, e.body.stints),
  'membership.requested': (view, e) => void view.requests.set(e.subject!, { on: e.occurredOn }),
  'absence.set': (view, e) => void view.absences.set(e.subject!, e.body.until),
} satisfies Steps;
