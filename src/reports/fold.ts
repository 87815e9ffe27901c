import type { Steps } from '../view/steps.ts';
import type { View } from '../view.ts';
import type { Frozen } from './figures.ts';
import { detailKey } from './letterhead.ts';
import type { ReportType } from './types.ts';

/** Under what the addenda to a report are kept that were handed over. */
export const addendumKey = ({ kind, period }: ReportType): string => `addendum/${kind}/${period}`;

/** How the view takes in what is recorded of reports, their letters and their form. */
export const reportSteps = {
  'report.detail': (view, { occurredOn: from, body }) => {
    const key = detailKey(body.what, body.period);
    view.letters.set(key, [...(view.letters.get(key) ?? []), { from, text: body.text.id }]);
  },
  'report.made': (view, { occurredOn, body: { figures } }) =>
    handedOver(view, figures.period, occurredOn, figures),
  'addendum.made': (view, { occurredOn, body: { figures } }) =>
    handedOver(view, addendumKey(figures), occurredOn, figures),
  'report.frozen': (view, { occurredOn: on, body }) =>
    void view.sentReports.set(body.of, { from: body.from, on, figures: body.figures }),
  'report.template': (view, { occurredOn: on, body }) => {
    const { file, name, bytes, unknown } = body;
    const form =
      file === null ? null : { on, file, name: name?.id ?? null, bytes, unknown: unknown?.id ?? null };
    view.templates.set('report', form);
  },
} satisfies Steps;

/** How many of those that were handed over are kept of a report, and of the addenda to one. */
const keptReports = 5;

function handedOver(view: View, of: string, on: string, figures: Frozen): void {
  const before = view.madeReports.get(of) ?? [];
  view.madeReports.set(of, [...before.slice(1 - keptReports), { on, figures }]);
}
