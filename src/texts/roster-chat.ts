import type { Message } from '../message.ts';
import type { RosterPlan } from '../roster/types.ts';
import { buttons, message, problem, small, text, withNote } from './common.ts';
import { fullDate, number, people, plural, shortDate } from './format.ts';
import { confirmText, confirmWords, planMessage, refusedLines } from './roster.ts';
import { cut } from './uploads.ts';

/** Names of each list and errors that a message shows; the workbook beside it has all. */
export const shownLines = 20;

export const roster = {
  show: (total: number, units: readonly (readonly [string, number])[], asOf: string): Message =>
    message(
      `Plantilla al ${fullDate(asOf)}: ${people(total)} en ${plural(units.length, 'unidad', 'unidades')}.`,
      units.length === 0
        ? null
        : {
            type: 'list',
            items: units.map(([unit, n]) => `${unit}: ${n < 5 ? 'menos de 5 personas' : people(n)}`),
          },
      text(
        'Para actualizarla, envíame en este chat el archivo (Excel o CSV) con las palabras: plantilla importar. Primero te muestro qué cambiaría.',
      ),
      small(
        'Si el archivo es la plantilla completa, escribe «plantilla importar completo»: quien no aparezca en él causa baja.',
      ),
      buttons({ label: 'Descargar la plantilla', words: 'plantilla descargar' }),
    ),
  how: (): Message =>
    problem(
      'Para importar la plantilla, envíame el archivo en este chat con las palabras «plantilla importar».',
      'Es un Excel (.xlsx) o un CSV con las columnas numero_empleado, nombre, correo, unidad, puesto, alta y baja. Para empezar de la que hay: plantilla descargar',
    ),
  gone: (): Message =>
    problem(
      'Ya no tengo ese archivo: lo guardo solo una hora mientras lo confirmas.',
      'Vuelve a enviarlo con las palabras: plantilla importar',
    ),
  unreadable: (name: string, lines: readonly string[]): Message =>
    message(
      `No pude leer «${name}», así que no se cambió nada.`,
      { type: 'list', items: lines },
      small('No se registró nada.'),
    ),
  refused: (errors: Parameters<typeof refusedLines>[0]): Message => {
    const [first = '', ...lines] = refusedLines(errors);
    return message(
      first.replace(/:$/, '.'),
      { type: 'list', items: cut(lines, 2 * shownLines, (n) => `y ${number(n)} más`) },
      small('No se registró nada. Corrige el archivo y envíalo completo otra vez.'),
    );
  },
  preview: (plan: RosterPlan, token: string, complete: boolean): Message => {
    const words = `plantilla confirmar ${token}${complete ? ' completo' : ''}`;
    const said = planMessage(plan, { simulated: true, most: shownLines });
    if (changes(plan) === 0)
      return message('El archivo no cambia nada en la plantilla.', ...said.blocks.slice(2));
    const blocks = plan.needsConfirmation
      ? [
          text(confirmText(plan)),
          {
            type: 'form' as const,
            form: {
              title: 'Confirmar bajas',
              words,
              submit: 'Aplicar',
              fields: [
                {
                  id: 'typed',
                  type: 'text' as const,
                  label: `Escribe: ${confirmWords(plan)}`,
                  maxLength: 60,
                },
              ],
            },
          },
          small(`O escribe: ${words} "${confirmWords(plan)}"`),
        ]
      : [buttons({ label: 'Aplicar', words, style: 'primary' as const })];
    return {
      ...said,
      blocks: [
        ...said.blocks,
        ...blocks,
        small('Todavía no se cambió nada. Guardo el archivo una hora, solo para esta confirmación.'),
      ],
    };
  },
  done: (plan: RosterPlan): Message =>
    changes(plan) === 0
      ? message('El archivo no cambia nada en la plantilla.')
      : withNote(
          planMessage(plan, { simulated: false, most: shownLines }),
          'Cada cambio cuenta desde su fecha; las cifras de días anteriores no cambian.',
        ),
  notTyped: (plan: RosterPlan): Message =>
    problem('Todavía no se cambió nada: faltan las palabras de confirmación.', confirmText(plan)),
  download: (total: number, asOf: string): Message =>
    message(
      `Aquí está la plantilla al ${shortDate(asOf)}: ${people(total)}.`,
      text(
        'Edítala y envíamela de vuelta con las palabras: plantilla importar. Para que alguien deje de contar, escribe su fecha en «baja».',
      ),
      small('Tiene datos personales: guárdala en un lugar seguro y bórrala cuando no haga falta.'),
    ),
  sheet: 'Plantilla',
  changes: {
    sheet: 'Cambios',
    header: ['Cambio', 'Número', 'Nombre', 'Unidad', 'Unidad anterior', 'Fecha'],
    joins: 'Alta',
    data: 'Datos',
    moves: 'Unidad',
    leaves: 'Baja',
  },
  file: (asOf: string): string => `plantilla-${asOf}.xlsx`,
  changesFile: (asOf: string): string => `cambios-plantilla-${asOf}.xlsx`,
};

/** People whom a plan adds, changes, moves or ends. */
export const changes = (plan: RosterPlan): number =>
  plan.added.length + plan.changed.length + plan.moved.length + plan.ended.length;
