import type { Choice, Message } from '../message.ts';
import type { Post } from '../view/posts.ts';
import { buttons, message, small, text } from './common.ts';
import { longDate, number, plural } from './format.ts';

const labels: Readonly<Record<Post['status'], string>> = {
  sent: 'enviado',
  planned: 'en espera',
  claimed: 'en camino',
  unknown: 'no se sabe si llegó',
  refused: 'la plataforma no lo aceptó',
  'no-address': 'sin cuenta de chat todavía',
  missed: 'ya no hizo falta o venció',
};

/** Platform codes that say something to people. */
const reasons: Readonly<Record<string, string>> = {
  'http 403': 'quitó o bloqueó la aplicación',
  'http 404': 'su chat ya no existe',
  'too-late': 'venció antes de salir',
  messages_tab_disabled: 'el chat con la aplicación está desactivado',
  is_archived: 'el chat está archivado',
};

export const askingOutcomes = {
  batches: (
    all: readonly {
      readonly batch: string;
      readonly activity: number;
      readonly unit: string | null;
      readonly on: string;
      readonly people: number;
      readonly sent: number;
    }[],
  ): Message =>
    message(
      all.length === 0
        ? 'Todavía no se ha enviado ningún recordatorio personal.'
        : 'Los recordatorios más recientes:',
      all.length === 0
        ? null
        : {
            type: 'list',
            items: all.map(
              (b) =>
                `${b.batch}. Actividad ${b.activity}${b.unit === null ? '' : ` de «${b.unit}»`}, ${longDate(b.on)}: ${number(b.sent)} de ${plural(b.people, 'persona', 'personas')}`,
            ),
          },
      text(
        'Para ver a quién le llegó: recordar envíos 3. Para preparar otro: recordar 9 o recordar 9 "Subdirección Médica". Primero ves qué dice.',
      ),
    ),
  list: (o: {
    readonly batch: string;
    readonly activity: number;
    readonly unit: string | null;
    readonly on: string;
    readonly counts: readonly { readonly status: Post['status']; readonly n: number }[];
    readonly rows: readonly {
      readonly number: string;
      readonly name: string;
      readonly unit: string | null;
      readonly status: Post['status'];
      readonly reason: string | null;
      readonly reachable: boolean;
    }[];
    readonly page: number;
    readonly pages: number;
    readonly mayResend: boolean;
  }): Message => {
    const choices: Choice[] = [
      ...(o.page < o.pages
        ? [{ label: 'Ver más', words: `recordar envios ${o.batch} pagina ${o.page + 1}` }]
        : []),
      ...(o.mayResend ? [{ label: 'Reenviar a quienes no les llegó', words: `reenviar ${o.batch}` }] : []),
    ];
    const people = o.counts.reduce((sum, { n }) => sum + n, 0);
    return message(
      `Recordatorio ${o.batch}, actividad ${o.activity}${o.unit === null ? '' : ` de «${o.unit}»`}, ${longDate(o.on)}: ${plural(people, 'persona', 'personas')}.`,
      {
        type: 'facts',
        facts: o.counts
          .filter(({ n }) => n > 0)
          .map(({ status, n }) => ({
            label: `${labels[status][0]!.toLocaleUpperCase('es-MX')}${labels[status].slice(1)}`,
            value: number(n),
          })),
      },
      {
        type: 'list',
        items: o.rows.map((r) => {
          const why = r.reason === null ? undefined : reasons[r.reason];
          const more = r.reachable ? ' (ya escribió al bot: se le puede reenviar)' : why ? ` (${why})` : '';
          return `${r.number} · ${r.name}${r.unit === null ? '' : ` · ${r.unit}`}: ${labels[r.status]}${more}`;
        }),
      },
      small(`${o.pages > 1 ? `Página ${o.page} de ${o.pages}. ` : ''}Solo tú ves esta lista.`),
      choices.length > 0 ? buttons(...choices) : null,
    );
  },
};
