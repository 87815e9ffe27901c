import { phrase, sayings } from '../activities/when.ts';
import { type Ask, keepText, note, type Outcome, open, refuse, say } from '../ask.ts';
import { isBusinessDay } from '../calendar.ts';
import { takeDate } from '../input/extract.ts';
import { fold, type Token } from '../input/words.ts';
import type { Message } from '../message.ts';
import { calendarOf, type Scope } from '../owed.ts';
import { badDate } from '../texts/fields.ts';
import { sessionName, plan as texts } from '../texts/sessions.ts';
import { nearestOpen, ordinarySessions, type Session, sessionOn, sessionsOf } from './calendar.ts';
import { takeType } from './words.ts';

const scopeOf = ({ programme, view, today }: Ask): Scope => ({ programme, view, asOf: today });

interface Wish {
  /** Id of an ordinary session, `extraordinaria`, or nothing for the one that is nearest. */
  readonly session: string;
  readonly date: string;
  readonly time: string | null;
  readonly place: string;
}

/** Plans or moves a session: from then on its day is what is owed (activity 2). */
export function plan(ask: Ask): Outcome {
  if (!ask.fields && ask.tokens.length === 0) return openForm(ask);
  const wish = ask.fields ? wishOfForm(ask, ask.fields) : wishOfWords(ask);
  if ('refusal' in wish) return wish.refusal;
  const { year, closes } = ask.programme;
  const last = wish.session === 'extraordinaria' ? closes : `${year}-12-31`;
  if (wish.date < `${year}-01-01` || wish.date > last)
    return refuse(texts.outside(wish.date, year), ask.fields ? 'date' : undefined);
  const target = targetOf(ask, wish);
  return 'refusal' in target ? target.refusal : write(ask, target, wish);
}

function openForm(ask: Ask): Outcome {
  const sessions = ordinarySessions(scopeOf(ask)).filter((s) => s.record === null);
  const options = sessions.map((s) => ({ value: s.id, label: texts.option(s) }));
  return open(texts.form(options, { date: sessions[0]?.date ?? ask.today }));
}

type Refusal = { readonly refusal: Outcome };
const no = (message: Message, field?: string): Refusal => ({ refusal: refuse(message, field) });

function wishOfForm(ask: Ask, fields: Readonly<Record<string, string>>): Wish | Refusal {
  const said = fields.date?.trim() ?? '';
  const { date, problem } = takeDate([{ text: said, quoted: false }], ask.today, { prefer: 'future' });
  if (problem) return no(badDate[problem.reason](problem.said), 'date');
  if (date === null) return no(badDate.unknown(said), 'date');
  const time = fields.time?.trim() ? readTime(fields.time) : null;
  if (time === undefined) return no(texts.badTime(fields.time!), 'time');
  return { session: fields.session ?? '', date, time, place: (fields.place ?? '').trim().slice(0, 200) };
}

const ordinals = ['primera', 'segunda', 'tercera', 'cuarta', 'quinta', 'sexta'];

function wishOfWords(ask: Ask): Wish | Refusal {
  const { extraordinary, rest: untyped } = takeType(ask.tokens);
  const { date, problem, rest } = takeDate(untyped, ask.today, { prefer: 'future' });
  if (problem) return no(badDate[problem.reason](problem.said));
  if (date === null) return no(texts.how());
  const place = phrase(rest.filter((t) => t.quoted)).slice(0, 200);
  const said = sayings(rest).filter((t) => !t.quoted && !/^(h|hrs?|horas?|sesion)\.?$/.test(fold(t.text)));
  const times = said.filter((t) => t.text.includes(':'));
  const time = times.length === 0 ? null : readTime(times[0]!.text);
  if (time === undefined) return no(texts.badTime(times[0]!.text));
  const others = said.filter((t) => !times.includes(t));
  const nth = others.length === 1 ? nthOf(others[0]!) : null;
  if (times.length > 1 || (others.length > 0 && (nth === null || extraordinary === true)))
    return no(texts.how());
  const sessions = ordinarySessions(scopeOf(ask));
  if (nth !== null && !sessions[nth]) return no(texts.how());
  const session = extraordinary ? 'extraordinaria' : nth === null ? '' : sessions[nth]!.id;
  return { session, date, time, place };
}

/** `10:00`, `9:30 h`; undefined for what is no time. */
function readTime(said: string): string | undefined {
  const m = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(fold(said).replace(/ ?(h|hrs?|horas)\.?$/, ''));
  return m ? `${m[1]!.padStart(2, '0')}:${m[2]}` : undefined;
}

/** Which of the year's sessions, from 0: «segunda», «2». */
function nthOf({ text }: Token): number | null {
  const at = /^[1-9]$/.test(text) ? Number(text) - 1 : ordinals.indexOf(fold(text));
  return at < 0 ? null : at;
}

function targetOf(ask: Ask, { session, date }: Wish): Session | Refusal {
  const scope = scopeOf(ask);
  const all = sessionsOf(scope);
  if (session === 'extraordinaria')
    return (
      sessionOn(all, date, true) ?? {
        id: `extraordinary/${date}`,
        extraordinary: true,
        label: null,
        date,
        time: null,
        place: null,
        planned: false,
        convened: null,
        record: null,
      }
    );
  const ordinary = ordinarySessions(scope);
  const target =
    session === '' ? nearestOpen(ordinary, date) : (ordinary.find((s) => s.id === session) ?? null);
  if (!target) return no(session === '' ? texts.allHeld() : texts.how(), ask.fields ? 'session' : undefined);
  if (target.record)
    return no(texts.isHeld(sessionName(target), target.date), ask.fields ? 'session' : undefined);
  const other = ordinary.find((s) => s.date === date && s.id !== target.id);
  if (other) return no(texts.taken(sessionName(other), date), ask.fields ? 'date' : undefined);
  return target;
}

function write(ask: Ask, target: Session, wish: Wish): Outcome {
  const { id, extraordinary } = target;
  if (target.record) return refuse(texts.isHeld(sessionName(target), target.date));
  const before = ask.view.sessions.get(id);
  const time = wish.time ?? before?.time ?? null;
  const place = before?.place ? ask.textOf(before.place) : null;
  // A text that was kept a moment ago, in the same batch, is not to be read yet.
  const samePlace = wish.place === '' || (before?.place != null && (place ?? wish.place) === wish.place);
  const same = before?.date === wish.date && before.time === time && samePlace;
  const where = wish.place || place;
  const moved = target.planned && target.date !== wish.date ? target.date : null;
  const working = isBusinessDay(wish.date, calendarOf(ask.programme, ask.view));
  const reply = texts.planned(
    sessionName(target),
    wish.date,
    time,
    where,
    same ? null : moved,
    !same,
    working,
    extraordinary,
  );
  if (same) return say(reply);
  const kept = samePlace ? null : keepText(ask, wish.place);
  const outcome = note(
    ask,
    {
      kind: 'session.planned',
      key: `session-plan/${id}/${ask.view.head.seq + 1}`,
      body: { session: id, date: wish.date, time, place: kept?.ref ?? null },
    },
    reply,
  );
  return { ...outcome, texts: kept ? [kept.text] : [] };
}
