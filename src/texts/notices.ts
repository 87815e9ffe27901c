import type { RoleName } from '../kinds/people.ts';
import type { Message } from '../message.ts';
import { roleNames } from './committee.ts';
import { buttons, message, small, text } from './common.ts';
import { clock, fullDate, join, longDate, monthName, monthYear, number, plural } from './format.ts';
import { periodName } from './reports.ts';

const names: Readonly<Record<string, (month: string) => string>> = {
  'integrity-day': (month) => `la tarjeta de ${monthYear(month)}`,
  preview: (month) => `la vista previa de la tarjeta de ${monthYear(month)}`,
  digest: () => 'los recordatorios del Comité',
  membership: () => 'una solicitud de alta en la plantilla',
  convocation: (day) => `la convocatoria a la sesión del ${longDate(day)}`,
  vacancy: () => 'el aviso de que no hay Secretaría Ejecutiva en funciones',
  restored: () => 'el aviso de un cargo dado desde el servidor',
  report: (period) =>
    `el aviso de lo que falta para el informe del ${periodName({ kind: period.includes('T') ? 'quarterly' : 'annual', period })}`,
};

/** Months, their year once where it is the same: `mayo y junio de 2024`. */
function months(periods: readonly string[]): string {
  const [year, ...others] = [...new Set(periods.map((period) => period.slice(0, 4)))];
  return others.length > 0 ? join(periods.map(monthYear)) : `${join(periods.map(monthName))} de ${year}`;
}

const check = 'Revisa que el bot siga en ese canal y que el canal exista.';

/** What the bot says of its own accord when something did not go out, and to the secretary. */
export const notices = {
  /** Nobody holds the secretary's office any more. */
  vacancy: (since: string): Message =>
    message(
      'No hay Secretaría Ejecutiva del Comité en funciones.',
      text(
        `Desde el ${fullDate(since)} ese papel lo tienen las cuentas de administración configuradas en el servidor.`,
      ),
      small(
        'Para dar de alta a quien la ocupe: comité alta NÚMERO secretaría FECHA. Si nadie puede, en el servidor: npm run -s pat -- rol NÚMERO secretaria',
      ),
    ),
  /** The server's command line gave an office back. */
  restored: (name: string, role: RoleName, on: string): Message =>
    message(
      `Desde el servidor se dio a ${name} el cargo de ${roleNames[role]}, el ${fullDate(on)}.`,
      small(
        'Si el Comité no lo pidió, avisa a la administración del servidor. Para ver quién es quién: comité',
      ),
    ),
  /** A post that failed, by its kind and month. */
  unsent: (kind: string, month: string, reason: 'no-address' | 'refused' | 'unknown'): Message => {
    const what = names[kind]!(month);
    const again =
      kind === 'integrity-day'
        ? 'Cuando esté resuelto y antes de que acabe el horario de hoy: tarjeta reenviar'
        : null;
    if (reason === 'unknown')
      return message(
        `Alerta: no sé si llegó ${what}.`,
        text(
          'La plataforma no confirmó el envío. Revisa el canal: no lo vuelvo a mandar por mi cuenta, para no duplicarlo.',
        ),
        again === null
          ? null
          : small(`Si ya está ahí, regístrala así: tarjeta enviada FECHA. Si no está: tarjeta reenviar`),
      );
    return message(
      `Alerta: no pude publicar ${what}.`,
      text(
        reason === 'refused'
          ? `La plataforma no lo aceptó. ${check}`
          : `No encuentro el canal o el chat. ${check} Si es nuevo, menciona ahí al bot.`,
      ),
      again === null ? null : small(again),
    );
  },
  missedCards: (periods: readonly string[]): Message =>
    message(
      periods.length === 1
        ? `Alerta: no salió la tarjeta de ${months(periods)}.`
        : `Alerta: no salieron las tarjetas de ${months(periods)}.`,
      text(
        periods.length === 1
          ? 'Si se envió por otro medio, regístrala así: tarjeta enviada FECHA'
          : 'Si se enviaron por otro medio, registra cada una así: tarjeta enviada FECHA',
      ),
      small('Revisa que haya un canal general, que el bot siga en él y que la tarjeta no esté en pausa.'),
    ),
  pausedCard: (period: string, until: string): Message =>
    message(
      `La tarjeta de ${monthYear(period)} no salió: está en pausa.`,
      text(`Si la reanudas antes de las ${clock(until)}, sale hoy mismo.`),
      buttons({ label: 'Reanudar', words: `tarjeta reanudar ${period}`, style: 'primary' }),
    ),
  noChannel: (period: string, until: string): Message =>
    message(
      `Alerta: la tarjeta de ${monthYear(period)} no tiene dónde publicarse.`,
      text(
        `Escribe «canal general» en el canal que corresponda antes de las ${clock(until)} y sale hoy mismo.`,
      ),
    ),
  missedPeople: (period: string, { noAddress, refused, unknown }: Unreached): Message =>
    message(
      `La tarjeta de ${monthYear(period)} no llegó al chat personal de ${plural(noAddress + refused + unknown, 'persona', 'personas')}.`,
      {
        type: 'facts',
        facts: [
          { label: 'Todavía no usan el bot', value: number(noAddress) },
          { label: 'No se pudo entregar', value: number(refused) },
          { label: 'La plataforma no confirmó', value: number(unknown) },
        ].filter(({ value }) => value !== '0'),
      },
      small('No la vuelvo a mandar por mi cuenta. Las cifras de cada mes: tarjeta envíos'),
    ),
  membership: (labels: readonly string[]): Message =>
    message(
      labels.length === 1
        ? 'Una persona pidió usar el bot y no está en la plantilla.'
        : `${number(labels.length)} personas pidieron usar el bot y no están en la plantilla.`,
      { type: 'list', items: labels },
      text('Si deben estar, agrégalas a la plantilla con ese correo. No se registró nada a su nombre.'),
    ),
  unknownAccount: 'una cuenta sin correo visible',
  /** `starts`: the first day of a programme that is still to come. */
  noProgramme: (title: string, starts: string | null): Message =>
    message(
      starts === null
        ? `No hay un programa vigente: el ${title} ya terminó.`
        : `No hay un programa vigente: el ${title} empieza en ${monthYear(starts)}.`,
      text(
        starts === null
          ? 'Se puede consultar, pero no se publicarán tarjetas ni recordatorios hasta que se cargue el programa del año.'
          : 'Se puede consultar; las tarjetas y los recordatorios empezarán con él.',
      ),
    ),
  /** `begun`: the year has begun without one; `drafted`: somebody prepared it. */
  nextProgramme: (year: number, begun: boolean, drafted: boolean): Message =>
    message(
      begun
        ? `El año ${year} empezó y su programa todavía no está aprobado.`
        : `Todavía no hay un programa aprobado para ${year}.`,
      text(
        begun
          ? 'Mientras tanto no sale la tarjeta del 9 ni los recordatorios de este año; solo sigue abierto lo que falta del año pasado.'
          : 'El 31 de diciembre terminan las tarjetas y los recordatorios de este año.',
      ),
      text(
        drafted
          ? `El borrador ya está; para ponerlo en vigor: programa aprobar ${year} sesión FECHA acuerdo NÚMERO`
          : `La Secretaría Ejecutiva lo prepara con: programa nuevo ${year}`,
      ),
    ),
  programmeFile: (title: string, on: string): Message =>
    message(
      `El archivo del ${title} que está en el servidor cambió el ${fullDate(on)} y ya no dice lo mismo que el programa.`,
      text(
        'Sigue rigiendo lo que el Comité aprobó en el chat. Si lo nuevo del archivo debe valer, anótalo con «programa»; si no, no hace falta nada.',
      ),
    ),
  power: (words: string): Message =>
    message(`💡 ${words}`, small('Recibes esto porque lo pediste. Para dejar de recibirlo: apagar no')),
};

/** People whom a card did not reach, by why. */
export interface Unreached {
  readonly noAddress: number;
  readonly refused: number;
  readonly unknown: number;
}
