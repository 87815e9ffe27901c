import type { Form, Message } from '../message.ts';
import { buttons, message, problem, small, text } from './common.ts';
import { fullDate, join, longDate, monthYear, number, plural } from './format.ts';

export interface Card {
  /** `2024-05` */
  readonly period: string;
  /** The 9th of that month. */
  readonly on: string;
  readonly value: string;
  readonly sentence: string;
  readonly reminder: string;
  readonly institution: string;
}

/** The month's card, exactly as it goes out. */
export function card(c: Card): Message {
  return {
    summary: `Día de la Integridad, ${fullDate(c.on)}: ${c.value}.`,
    blocks: [
      { type: 'heading', text: `Día de la Integridad: ${c.value}` },
      text(c.sentence),
      text(`💡 ${c.reminder}`),
      small(`${c.institution}, ${fullDate(c.on)}.`),
      buttons(
        { label: 'Enterado/a', words: `enterado ${c.period}`, style: 'primary' },
        { label: 'Tengo una duda', words: 'duda' },
        { label: 'Recuérdame después', words: `despues ${c.period}` },
      ),
    ],
  };
}

/** What the committee sees before: exactly what will go out, and when, with Cambiar and Pausar. */
export function preview(
  c: Card,
  at: string,
  clockName: string,
  paused: boolean,
  confirmed: boolean,
  where: string,
): Message {
  const out = card(c);
  const when = `${longDate(c.on)}, ${at}, ${clockName}`;
  const summary = paused
    ? `La tarjeta de ${monthYear(c.period)} está en pausa: no saldrá el ${longDate(c.on)}.`
    : `Así saldrá la tarjeta de ${monthYear(c.period)}: ${when}.`;
  return {
    summary,
    blocks: [
      text(summary),
      small(where),
      ...out.blocks.filter((b) => b.type !== 'choices'),
      ...(confirmed
        ? []
        : [small('El valor y la frase son una propuesta: el Comité todavía no los confirma.')]),
      buttons(
        { label: 'Cambiar', words: `tarjeta cambiar ${c.period}` },
        paused
          ? { label: 'Reanudar', words: `tarjeta reanudar ${c.period}`, style: 'primary' }
          : { label: 'Pausar', words: `tarjeta pausar ${c.period}`, style: 'danger' },
      ),
    ],
  };
}

export const where = (channels: number, toEach: boolean): string =>
  channels === 0
    ? 'Ojo: todavía no hay un canal general. Escribe «canal general» en el canal donde debe publicarse.'
    : `Se publicará en el canal general${toEach ? ' y en el chat personal de cada persona' : ''}.`;

export const cardTexts = {
  sent: (period: string, on: string, folio: string, fresh: boolean): Message =>
    message(
      `${fresh ? 'Listo' : 'Ya estaba registrada'}: tarjeta de ${monthYear(period)}, enviada el ${fullDate(on)}. Folio ${folio}.`,
    ),
  form: (period: string, value: string, sentence: string): Form => ({
    title: 'Cambiar la tarjeta',
    words: `tarjeta cambiar ${period}`,
    intro: `Tarjeta de ${monthYear(period)}.`,
    submit: 'Guardar',
    fields: [
      { id: 'value', type: 'text', label: 'Valor del mes', maxLength: 80, initial: value },
      { id: 'sentence', type: 'text', label: 'Frase', maxLength: 600, multiline: true, initial: sentence },
    ],
  }),
  changed: (period: string): Message =>
    message(
      `Guardé el cambio en la tarjeta de ${monthYear(period)}.`,
      text('El texto anterior queda en el historial.'),
    ),
  alreadyOut: (period: string): Message =>
    problem(
      `La tarjeta de ${monthYear(period)} ya salió.`,
      'Los cambios valen para las tarjetas que todavía no salen.',
    ),
  empty: (): Message => problem('El valor y la frase no pueden quedar vacíos.', 'Escribe los dos campos.'),
  paused: (period: string, paused: boolean): Message =>
    message(
      paused
        ? `La tarjeta de ${monthYear(period)} queda en pausa: no saldrá hasta que la reanudes.`
        : `La tarjeta de ${monthYear(period)} ya no está en pausa.`,
      buttons(
        paused
          ? { label: 'Reanudar', words: `tarjeta reanudar ${period}` }
          : { label: 'Pausar', words: `tarjeta pausar ${period}` },
      ),
    ),
  toEach: (on: boolean): Message =>
    message(
      on
        ? 'De acuerdo: la tarjeta llegará también al chat personal de cada persona.'
        : 'De acuerdo: la tarjeta saldrá solo en el canal general.',
    ),
  how: (): Message =>
    problem(
      'No entendí qué hacer con la tarjeta.',
      'Puede ser: tarjeta, tarjeta enviada 2024-02-09, tarjeta cambiar 2024-05, tarjeta pausar 2024-05, tarjeta a todos si',
    ),
  noMonth: (said: string): Message =>
    problem(`«${said}» no es un mes del programa.`, 'Escríbelo así: 2024-05'),
  toEachOnly: 'tarjeta a todos',
  acknowledged: (period: string): Message =>
    message(`Gracias. Quedó anotado que viste la tarjeta de ${monthYear(period)}.`),
  later: (on: string): Message => message(`De acuerdo: te la vuelvo a mandar el ${longDate(on)}.`),
};

/** What the bot says to the committee of its own accord. */
export const notices = {
  digest: (today: string, lines: readonly string[]): Message =>
    message(
      lines.length === 1
        ? `Recordatorio del ${longDate(today)}.`
        : `Recordatorios del ${longDate(today)}: ${lines.length}.`,
      { type: 'list', items: lines },
      buttons({ label: 'Ver avance', words: 'avance' }, { label: 'Calendario', words: 'calendario' }),
    ),
  due: (
    number: number,
    activity: string,
    label: string,
    date: string,
    days: number,
    provisional: boolean,
    how: string | null,
  ): string => {
    const what =
      label === activity ? `Actividad ${number}, ${activity}` : `Actividad ${number}, ${activity}: ${label}`;
    const when =
      days === 0
        ? `vence hoy, ${longDate(date)}`
        : days > 0
          ? `vence el ${longDate(date)} (${days === 1 ? 'falta 1 día' : `faltan ${days} días`})`
          : `venció el ${fullDate(date)} (hace ${plural(-days, 'día', 'días')})`;
    return `${what}, ${when}${provisional ? ', fecha provisional' : ''}.${how === null ? '' : ` Para registrarla: ${how}`}`;
  },
  missedCards: (periods: readonly string[]): Message =>
    message(
      `Alerta: no salió la tarjeta de ${join(periods.map(monthYear))}.`,
      text('Si se envió por otro medio, regístralo así: tarjeta enviada FECHA'),
      small('Revisa que haya un canal general configurado y que el bot siga siendo parte de él.'),
    ),
  unsent: (what: string, reason: 'no-address' | 'refused' | 'unknown'): Message =>
    message(
      reason === 'unknown' ? `Alerta: no sé si llegó ${what}.` : `Alerta: no pude publicar ${what}.`,
      text(
        reason === 'unknown'
          ? 'La plataforma no confirmó el envío. Revisa el canal: no lo vuelvo a mandar solo, para no duplicarlo.'
          : 'La plataforma lo rechazó. Revisa que el bot siga en el canal y que el canal exista.',
      ),
    ),
  whatPost: (kind: string, period: string): string =>
    kind === 'integrity-day'
      ? `la tarjeta de ${monthYear(period)}`
      : kind === 'digest'
        ? 'un recordatorio del Comité'
        : 'un aviso',
  membership: (labels: readonly string[]): Message =>
    message(
      labels.length === 1
        ? 'Una persona pidió usar el bot y no está en la plantilla.'
        : `${number(labels.length)} personas pidieron usar el bot y no están en la plantilla.`,
      { type: 'list', items: labels },
      text('Si deben estar, agrégalas a la plantilla con ese correo. No se registró nada a su nombre.'),
    ),
  unknownAccount: 'una cuenta sin correo visible',
  noProgramme: (title: string): Message =>
    message(
      `No hay un programa vigente: el ${title} ya terminó.`,
      text(
        'Se puede consultar, pero no se publicarán tarjetas ni recordatorios hasta que se cargue el programa del año.',
      ),
    ),
  power: (words: string): Message =>
    message(`💡 ${words}`, small('Recibes esto porque lo pediste. Para dejar de recibirlo: apagar no')),
};
