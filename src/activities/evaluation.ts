import { type Command, record, refuse } from '../ask.ts';
import { fold } from '../input/words.ts';
import { evaluation as texts } from '../texts/evaluation.ts';
import { behalfName, phrase, programmeFor, readWhen, sayings } from './when.ts';

/** Activity 7: one's own participation in the yearly evaluation; the same is the same person and year. */
export const evaluation: Command = {
  words: ['evaluacion'],
  may: 'employee',
  registrable: true,
  run(ask) {
    const when = readWhen(ask);
    if (!when.ok) return when.outcome;
    const odd = phrase(sayings(when.rest).filter((t) => !expected.test(fold(t.text))));
    if (odd !== '') return refuse(texts.oddWords(odd));
    // In the programme's tail somebody may already take part in the next year's evaluation.
    const year = Number(when.date.slice(0, 4));
    const period = programmeFor(ask, when.date).activities.find(
      (a) => a.measure.kind === 'headcount' && a.measure.counts === 'evaluation.recorded',
    );
    const inTime = (p: { start: string; end: string }) => when.date >= p.start && when.date <= p.end;
    const outside = period?.start.startsWith(`${year}-`) && !inTime(period);
    const late = period && outside ? texts.late(period.start, period.end) : null;
    return record(
      ask,
      {
        kind: 'evaluation.recorded',
        base: `evaluation/${ask.subject}/${year}`,
        subject: ask.subject,
        occurredOn: when.date,
        body: { year, part: 'declared' },
      },
      (folio, fresh, { occurredOn }) =>
        texts.recorded(year, occurredOn, folio, fresh, behalfName(ask), fresh ? late : null),
    );
  },
};

/** Words that may stand beside: «ya participé en la evaluación anual». */
const expected = /^(anual|participe|participo|hecha|realizada|si|ya|20\d\d)$/;
