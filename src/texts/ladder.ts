import type { Message } from '../message.ts';
import type { Owed } from '../owed.ts';
import type { Activity } from '../programme/schema.ts';
import { milestone } from './committee.ts';
import { buttons, message } from './common.ts';
import { fullDate, join, longDate, number, plural } from './format.ts';

/** The reminders of what is owed, to the committee. */
export const ladder = {
  digest: (
    today: string,
    lines: readonly { readonly activity: number | null; readonly words: string }[],
  ): Message => {
    const activities = [...new Set(lines.flatMap((l) => l.activity ?? []))].map(String);
    const agreed = lines.filter((l) => l.activity === null).length;
    const about = [
      ...(activities.length === 0
        ? []
        : [`${activities.length === 1 ? 'actividad' : 'actividades'} ${join(activities)}`]),
      ...(agreed === 0 ? [] : [plural(agreed, 'acuerdo', 'acuerdos')]),
    ];
    return message(
      `${lines.length === 1 ? 'Recordatorio' : 'Recordatorios'} del ${longDate(today)}: ${about.join(', y ')}.`,
      { type: 'list', items: lines.map((l) => l.words) },
      buttons({ label: 'Ver avance', words: 'avance' }, { label: 'Calendario', words: 'calendario' }),
    );
  },

  /** One line of it; `days` is how many are left, negative once it is overdue; `of` names last year's programme. */
  owed: (
    { number: n, title }: Activity,
    { label, due }: Owed,
    days: number,
    more: string,
    of: string | null = null,
  ): string => {
    const what = label === title ? `Actividad ${n}, ${title}` : `Actividad ${n}, ${title}: ${label}`;
    const when =
      days === 0
        ? `vence hoy, ${longDate(due.date)}`
        : days > 0
          ? `vence el ${longDate(due.date)} (${days === 1 ? 'falta 1 día' : `faltan ${days} días`})`
          : `venció el ${fullDate(due.date)} (hace ${plural(-days, 'día', 'días')})`;
    return `${of === null ? '' : `${of}. `}${what}, ${when}${due.provisional ? ', fecha provisional' : ''}. ${more}`;
  },

  /** How the committee notes that it is done. */
  how: (kind: string, activity: number, occurrence: string, period: string | null = null): string => {
    const quarter = /T([1-4])$/.exec(occurrence)?.[1] ?? '1';
    const words = (milestone.examples[kind] ?? 'avance')
      .replace('NÚMERO', String(activity))
      .replace('trimestral 1', `trimestral ${quarter}`)
      .replace('anual', period === null ? 'anual' : `anual ${period}`);
    return `Para registrarla: ${words}`;
  },

  soFar: (people: number, roster: number): string =>
    `${people === 1 ? 'Va 1 persona' : `Van ${number(people)} personas`} de ${number(roster)}.`,
};
