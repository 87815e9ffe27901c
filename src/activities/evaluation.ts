import { type Command, record } from '../ask.ts';
import { evaluation as texts } from '../texts/records.ts';
import { behalfName, readWhen } from './when.ts';

/** Activity 7: one's own participation in the yearly evaluation; the same is the same person and year. */
export const evaluation: Command = {
  words: ['evaluacion'],
  may: 'employee',
  registrable: true,
  run(ask) {
    const when = readWhen(ask);
    if (!when.ok) return when.outcome;
    const { year, activities } = ask.programme;
    const period = activities.find(
      (a) => a.measure.kind === 'headcount' && a.measure.counts === 'evaluation.recorded',
    );
    const late =
      period && (when.date < period.start || when.date > period.end)
        ? texts.late(period.start, period.end)
        : null;
    return record(
      ask,
      {
        kind: 'evaluation.recorded',
        base: `evaluation/${ask.subject}/${year}`,
        subject: ask.subject,
        occurredOn: when.date,
        body: { year, part: 'declared' },
      },
      (folio, fresh) => texts.recorded(year, when.date, folio, fresh, behalfName(ask), late),
    );
  },
};
