import { type Command, say } from '../ask.ts';
import { calendarOf, owedBy } from '../owed.ts';
import { reporting } from '../programme/reports.ts';
import { programmeOfYear } from '../programme/versions.ts';
import { codes as codesText, complaints, questions as questionsText, upcoming } from '../texts/documents.ts';

/** Activity 12: the three documents. */
export const codes: Command = {
  words: ['codigos', 'codigo'],
  may: 'anyone',
  public: true,
  run: (ask) => publicly(codesText(ask.programme)),
};

/** The complaint procedure and its channels, always private. */
export const complaint: Command = {
  words: ['denuncia', 'denuncias', 'denunciar', 'queja'],
  may: 'anyone',
  run: (ask) => say(complaints(ask.programme)),
};

/** «Tengo una duda»: takes no text. */
export const questions: Command = {
  words: ['duda', 'dudas'],
  may: 'anyone',
  run: (ask) => say(questionsText(ask.programme)),
};

const most = 12;

/** What comes next, with why each date. */
export const calendar: Command = {
  words: ['calendario'],
  may: 'anyone',
  public: true,
  run(ask) {
    const next = programmeOfYear(ask.view, ask.programme, ask.programme.year + 1, ask.today);
    const items = [...reporting(ask), ...(next ? [next] : [])]
      .flatMap((programme) => {
        const scope = { programme, view: ask.view, asOf: ask.today };
        return programme.activities.flatMap((activity) => {
          const owed = activity.measure.kind === 'headcount' ? [endOf(activity)] : owedBy(scope, activity);
          return owed.map((o) => ({ activity: activity.title, owed: o }));
        });
      })
      .filter(({ owed }) => owed.record === null && owed.due.date >= ask.today)
      .sort((a, b) => a.owed.due.date.localeCompare(b.owed.due.date));
    const confirmed = calendarOf(ask.programme, ask.view).confirmed !== false;
    return publicly(upcoming(items.slice(0, most), ask.today, confirmed));
  },
};

const endOf = ({ title, end }: { title: string; end: string }) => ({
  id: 'end',
  label: title,
  due: { date: end, rule: { on: end }, skipped: [], provisional: false, alternatives: [] },
  record: null,
});

function publicly(message: ReturnType<typeof codesText>) {
  return { ...say(message), reply: { message, visibility: 'public' as const } };
}
