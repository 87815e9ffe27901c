import { type Command, keepText, open, record, refuse } from '../ask.ts';
import { fold } from '../input/words.ts';
import type { Activity } from '../programme/schema.ts';
import { milestone as doneTexts } from '../texts/committee.ts';
import { phrase, programmeFor, readWhen, sayings } from './when.ts';

/** Activities that are done or not done (1, 8, 12, 13 …): the liaison may as the committee may. */
export const activityDone: Command = {
  words: ['actividad', 'actividades'],
  may: 'committee',
  also: ['liaison'],
  run(ask) {
    const [number, ...others] = ask.tokens;
    const activity = ask.programme.activities.find((a) => String(a.number) === number?.text);
    if (!activity) return refuse(doneTexts.how());
    const other = otherCommand(activity);
    if (other !== null) return refuse(doneTexts.otherCommand(activity.number, activity.title, other));
    if (!ask.fields && others.length === 0)
      return open(doneTexts.form(activity.number, activity.title, ask.today));
    const [done, ...tokens] = others;
    const when = readWhen({ ...ask, tokens });
    if (!when.ok) return when.outcome;
    const quoted = when.rest.filter((t) => t.quoted);
    const odd =
      sayings(when.rest).length > quoted.length ||
      !/^(realizad|hech|cumplid)[ao]$/.test(fold(done?.text ?? ''));
    if (!ask.fields && odd) return refuse(doneTexts.oddWords(activity.number));
    const note = (ask.fields ? (ask.fields.note ?? '') : phrase(quoted)).slice(0, 500).trim();
    const kept = note === '' ? null : keepText(ask, note);
    const permanent = activity.measure.kind === 'campaign';
    const of = programmeFor(ask, when.date);
    return record(
      ask,
      {
        kind: 'activity.done',
        base: `activity/${of.id}/${activity.number}${permanent ? `/${when.date}` : ''}`,
        subject: null,
        occurredOn: when.date,
        body: { activity: activity.number, note: kept?.ref ?? null },
        texts: kept ? [kept.text] : [],
      },
      (folio, fresh, { occurredOn }) =>
        doneTexts.recorded(activity.number, activity.title, occurredOn, folio, fresh),
    );
  },
};

/** How an activity is recorded that does not count «activity.done»; null when it does. */
function otherCommand({ measure }: Activity): string | null {
  const counts = measure.kind === 'campaign' ? measure.counts : [measure.counts];
  return counts.includes('activity.done') ? null : doneTexts.examples[counts[0]!]!;
}
