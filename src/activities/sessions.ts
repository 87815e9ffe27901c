import { type Ask, type Command, type Outcome, open, record, refuse, say } from '../ask.ts';
import { fold } from '../input/words.ts';
import { attendance } from '../sessions/attend.ts';
import { sessionsOf } from '../sessions/calendar.ts';
import { calendarFile, convene } from '../sessions/convene.ts';
import { minutes } from '../sessions/minutes-paper.ts';
import { plan } from '../sessions/plan.ts';
import { attendanceOf, type Quorum, quorumOf } from '../sessions/quorum.ts';
import { sessionType } from '../sessions/words.ts';
import { session as texts } from '../texts/sessions.ts';
import { phrase, readWhen } from './when.ts';

const verbs: readonly [RegExp, (ask: Ask) => Outcome][] = [
  [/^(planea|planear|planeada|calendarizar|mover)$/, plan],
  [/^(convoca|convocar|convocatoria)$/, convene],
  [/^(asistencia|asistencias)$/, attendance],
  [/^(acta|minuta)$/, minutes],
  [/^(invitacion|ics)$/, calendarFile],
];

/** Activity 2: the committee's sessions: planned, convened, attended, held; extraordinary ones count apart. */
export const session: Command = {
  words: ['sesion', 'sesiones'],
  may: 'committee',
  run(ask) {
    const [first, ...rest] = ask.tokens;
    if (!first && !ask.fields) return list(ask);
    const verb = verbs.find(([said]) => first && !first.quoted && said.test(fold(first.text)));
    if (verb) return verb[1]({ ...ask, tokens: rest });
    return held({ ...ask, tokens: ask.tokens.filter((t) => fold(t.text) !== 'celebrada') });
  },
};

function list(ask: Ask): Outcome {
  const all = sessionsOf({ programme: ask.programme, view: ask.view, asOf: ask.today });
  const next = all.find((s) => s.record === null && s.date >= ask.today && s.convened === null) ?? null;
  const lines = all.map((s) => ({
    session: s,
    quorum: s.record ? quorumNoted(ask, s.extraordinary, s.date) : null,
  }));
  return say(texts.list(lines, next));
}

/** The same is the type and the date. */
function held(ask: Ask): Outcome {
  if (!ask.fields && ask.tokens.length === 0) return open(texts.form(ask.today));
  const when = readWhen(ask);
  if (!when.ok) return when.outcome;
  const type = ask.fields ? (ask.fields.type ?? '') : phrase(when.rest);
  const extraordinary = sessionType(type);
  if (extraordinary === undefined || (!ask.fields && !when.said)) return refuse(texts.how());
  return record(
    ask,
    {
      kind: extraordinary ? 'session.extraordinary' : 'session.held',
      base: `session/${extraordinary ? 'extraordinary' : 'ordinary'}/${when.date}`,
      subject: null,
      occurredOn: when.date,
      body: {},
    },
    (folio, fresh) =>
      texts.recorded(
        extraordinary === true,
        when.date,
        folio,
        fresh,
        quorumNoted(ask, extraordinary === true, when.date),
      ),
  );
}

/** The quorum by the attendance that was noted; null where none was. */
function quorumNoted(ask: Ask, extraordinary: boolean, date: string): Quorum | null {
  const present = attendanceOf(ask.view, extraordinary, date);
  return present && quorumOf(ask.view, ask.programme, date, present);
}
