import { type Command, note, refuse, say } from '../ask.ts';
import { takeDate } from '../input/extract.ts';
import { fold } from '../input/words.ts';
import { badDate } from '../texts/fields.ts';
import { personal as texts } from '../texts/personal.ts';
import { phrase } from './when.ts';

const no = ['no', 'nunca'];
/** How somebody says that they are back; «ausente hasta que regrese» and «hasta fin de mes» say something else. */
const isBack = /^(no|ya no|fin|termina|terminar|terminada|regrese|volvi|ya (regrese|volvi|estoy|llegue))$/;

/** No reminders until a date; the reason is never asked. */
export const absence: Command = {
  words: ['ausente', 'ausencia', 'vacaciones'],
  may: 'employee',
  run(ask) {
    const me = ask.who.id!;
    const set = (until: string | null) => ({
      kind: 'absence.set' as const,
      key: `absence/${me}/${ask.view.head.seq + 1}`,
      subject: me,
      body: { until },
    });
    const current = ask.view.absences.get(me) ?? null;
    if (isBack.test(fold(phrase(ask.tokens)).replace(/[.,!]+$/, '')))
      return current === null ? say(texts.back()) : note(ask, set(null), texts.back());
    const { date, problem } = takeDate(ask.tokens, ask.today, { prefer: 'future' });
    if (problem) return refuse(badDate[problem.reason](problem.said));
    if (date === null) return refuse(texts.how());
    if (date < ask.today) return refuse(badDate.past(date));
    return current === date ? say(texts.absent(date)) : note(ask, set(date), texts.absent(date));
  },
};

/** Activity 5: the daily "turn off your PC" note, a personal choice, off by default. */
export const powerNote: Command = {
  words: ['apagar', 'apaga'],
  may: 'employee',
  run(ask) {
    const me = ask.who.id!;
    const said = ask.tokens.map((t) => fold(t.text));
    const [yes, never] = [said.includes('si'), said.some((w) => no.includes(w))];
    const on = yes;
    if (yes === never) return refuse(texts.powerHow());
    const reply = on ? texts.powerOn(ask.programme.powerNote.at) : texts.powerOff();
    if ((ask.view.powerNotes.get(me) ?? false) === on) return say(reply);
    const key = `power-note/${me}/${ask.view.head.seq + 1}`;
    return note(ask, { kind: 'power-note.chosen', key, subject: me, body: { on } }, reply);
  },
};
