import { addDays } from '../../src/calendar.ts';
import type { Message } from '../../src/message.ts';
import type { Request } from '../../src/request.ts';
import { mail, type World, world } from './bot.ts';
import { local, meet } from './hermosillo.ts';

/** What somebody does in the simulated year: on a day at a time, who (number on the roster), in which words. */
type Deed = readonly [day: string, time: string, who: string, words: string, more?: Partial<Request>];

const stranger: Partial<Request> = {
  account: { platform: 'slack', tenant: 'T1', user: 'UX' },
  emails: ['ana@ejemplo.invalid'],
};

/** The life of a small entity in 2024: the secretary is number 1; people join and leave; some things are late. */
export const life: readonly Deed[] = [
  ['2024-01-10', '10:00', '1', 'evaluacion'],
  ['2024-01-10', '10:00', '2', 'evaluacion'],
  ['2024-01-25', '10:00', '3', 'evaluacion'],
  ['2024-01-25', '10:00', '9', 'evaluacion'],
  ['2024-01-30', '13:00', '1', 'informe enviado anual 2024-01-30'],
  ['2024-02-15', '13:00', '1', 'actividad 12 realizada 2024-02-15 "Los tres documentos están en el portal"'],
  ['2024-02-26', '10:00', '4', 'apagar si'],
  ['2024-03-01', '16:00', '4', 'apagar no'],
  ['2024-03-05', '10:00', '2', 'practica reciclaje'],
  [
    '2024-03-07',
    '13:00',
    '1',
    'tarjeta cambiar 2024-03',
    { fields: { value: 'Igualdad', sentence: 'Este mes, abre espacio a quien falta por ser escuchada.' } },
  ],
  ['2024-03-11', '13:00', '1', 'actividad 8 realizada 2024-03-10'],
  ['2024-04-10', '13:00', '1', 'informe enviado trimestral 1 2024-04-10'],
  ['2024-04-26', '13:00', '1', 'sesion celebrada 2024-04-26'],
  ['2024-04-26', '13:00', '1', 'comite ratificar 2024-04-26'],
  ['2024-05-07', '13:00', '2', 'capacitacion "Ética pública" 2024-05-07 4h'],
  ['2024-05-09', '10:00', '4', 'enterado 2024-05'],
  ['2024-05-09', '10:00', '2', 'despues 2024-05'],
  ['2024-05-10', '13:00', '1', 'sesion celebrada 2024-05-10 extraordinaria'],
  ['2024-05-14', '10:00', '9', 'capacitacion "Ética pública" 2024-05-14 4h'],
  ['2024-06-28', '13:00', '1', 'sesion celebrada 2024-06-28'],
  ['2024-07-06', '11:00', 'x', 'carta', stranger],
  ['2024-07-18', '13:00', '1', 'informe enviado trimestral 2 2024-07-18'],
  ['2024-08-07', '13:00', '1', 'tarjeta pausar 2024-08'],
  ['2024-08-20', '13:00', '3', 'capacitacion "Derechos humanos" 2024-08-19 8h'],
  ['2024-09-05', '10:00', '2', 'tapitas 2.5 kg'],
  ['2024-09-05', '10:30', '3', 'donar ropa 3 piezas'],
  ['2024-09-20', '13:00', '1', 'actividad 13 realizada 2024-09-20'],
  ['2024-10-04', '13:00', '1', 'sesion celebrada 2024-10-04'],
  ['2024-10-08', '13:00', '1', 'tarjeta enviada 2024-10-08'],
  ['2024-10-15', '13:00', '1', 'informe enviado trimestral 3 2024-10-15'],
  ['2024-10-22', '13:00', '2', 'carta aceptar v1'],
  ['2024-10-22', '13:00', '4', 'carta aceptar v1'],
  ['2024-11-04', '10:00', '1', 'tarjeta a todos si'],
  ['2024-11-05', '10:00', '3', 'ausente hasta 2024-11-11'],
  ['2024-11-20', '13:00', '1', 'entrega 2024-11-20 120 kg'],
  ['2024-12-12', '13:00', '1', 'sesion celebrada 2024-12-12'],
  ['2025-01-14', '13:00', '1', 'informe enviado trimestral 4 2025-01-14'],
];

/** Ten people at a time: 11 comes in March, 12 in August; 9 leaves in June, 10 in October. */
export const roster = [
  ...['1', '2', '3', '4', '5', '6', '7', '8'].map((number) => ({ number })),
  { number: '9', left: '2024-06-01' },
  { number: '10', left: '2024-10-01' },
  { number: '11', joined: '2024-03-01' },
  { number: '12', joined: '2024-08-16' },
];

/** When the bot looks at its clock. */
const looks = ['07:30', '09:00', '09:01', '12:00', '14:50', '20:30', '20:31'];

/** What happened while there was no bot is told to it at noon of its first day. */
const isTime = ([on, at]: Deed, day: string, time: string): boolean =>
  on < day ? time >= '12:00' : on === day && at <= time;

export interface YearOptions {
  readonly from?: string;
  readonly to?: string;
  /** The bot is off after the evening of one day until the morning of another. */
  readonly down?: readonly [from: string, to: string];
}

export interface Year {
  readonly world: World;
  /** Everything that the bot said of its own accord, edits included, in order. */
  readonly said: readonly Said[];
  /** All messages: what it said and what it answered. */
  readonly messages: readonly Message[];
}

export interface Said {
  readonly day: string;
  readonly time: string;
  /** The post's key, for an edit that of the post edited. */
  readonly key: string;
  readonly edit: boolean;
  /** Channel or platform user. */
  readonly to: string;
  readonly message: Message;
}

/**
 * Lives the year: the bot looks at its clock several times a day, is restarted every eleventh day (by turns from the
 * ledger and from a snapshot), and people do what `life` says. Whom they deal with are the bot's own commands.
 */
export async function liveYear(options: YearOptions = {}): Promise<Year> {
  const { from = '2024-01-01', to = '2025-03-10', down } = options;
  const deeds = [...life].sort((a, b) => `${a[0]} ${a[1]}`.localeCompare(`${b[0]} ${b[1]}`));
  const w = await world({ roster, admins: [mail('1')], at: local(from, '07:00') });
  const said: Said[] = [];
  const answers: Message[] = [];
  let [posts, edits, done, days] = [0, 0, 0, 0];
  let here: [string, string] = [from, '07:00'];

  const listen = (): void => {
    const [day, time] = here;
    for (const p of w.chat.posts.slice(posts))
      said.push({ day, time, key: p.key, edit: false, to: p.to.id, message: p.message });
    posts = w.chat.posts.length;
    for (const { messageId, message, to: address } of w.chat.edits.slice(edits)) {
      const [key] = [...w.bot.journal.view().posts.entries()].find(([, p]) => p.messageId === messageId)!;
      said.push({ day, time, key, edit: true, to: address.id, message });
    }
    edits = w.chat.edits.length;
  };
  const goTo = (day: string, time: string): void => {
    here = [day, time];
    w.at(local(day, time));
  };

  for (let day = from; day <= to; day = addDays(day, 1), days += 1) {
    if (down && day > down[0] && day < down[1]) continue;
    if (days === 1) await meet(w, '1', '2', '3', '4', '9');
    for (const time of looks) {
      for (let deed = deeds[done]; deed && isTime(deed, day, time); deed = deeds[done]) {
        const [on, at, who, words, more] = deed;
        goTo(day, on < day ? time : at);
        answers.push((await w.ask(who, words, more)).message);
        done += 1;
      }
      goTo(day, time);
      await w.bot.tick();
      listen();
      if (days % 11 === 5 && time === '09:00') await w.restart(days % 2 ? 'snapshot' : 'ledger');
    }
  }
  return { world: w, said, messages: [...said.map((s) => s.message), ...answers] };
}
