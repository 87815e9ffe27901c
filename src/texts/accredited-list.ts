import type { Message } from '../message.ts';
import type { TableError } from '../ports/tables.ts';
import { buttons, message, problem, small, text } from './common.ts';
import { number, people, plural } from './format.ts';
import { tableError } from './roster.ts';

/** Most lines that one answer shows. */
const mostLines = 30;

/** The first lines, and how many more there are. */
export const firstLines = (items: readonly string[]): string[] =>
  items.length <= mostLines
    ? [...items]
    : [...items.slice(0, mostLines), `… y ${number(items.length - mostLines)} más`];

export const accreditedList = {
  listOrNumbers: (): Message =>
    problem(
      'Manda la lista como archivo o escribe los números, no las dos cosas.',
      'Con archivo, el mensaje es: acreditar 9 "Ética pública" 2024-05-07',
    ),
  gone: (): Message =>
    problem('Ya no tengo esa lista: se conserva una hora y no se guarda.', 'Envíala de nuevo.'),
  unreadable: (name: string, errors: readonly TableError[]): Message =>
    message(
      `No pude leer «${name}», así que no acredité a nadie.`,
      errors.length > 0
        ? { type: 'list', items: firstLines(errors.map(tableError)) }
        : text('Envíalo de nuevo; se lee CSV o Excel (.xlsx) de hasta 10 MB.'),
      small('No se registró nada.'),
    ),
  wrong: (
    name: string,
    bad: readonly { readonly row: number; readonly said: string }[],
    good: number,
  ): Message =>
    bad.length === 0
      ? problem(
          `En «${name}» no encuentro ningún número de empleado.`,
          'Pon los números en una columna con el encabezado numero_empleado.',
        )
      : message(
          `No acredité a nadie: en «${name}» hay ${plural(bad.length, 'fila que no está', 'filas que no están')} en la plantilla (${people(good)} sí ${good === 1 ? 'está' : 'están'}).`,
          { type: 'list', items: firstLines(bad.map((b) => `Fila ${b.row}: «${b.said}»`)) },
          small('No se registró nada. Corrige la lista y envíala completa.'),
        ),
  preview: (
    name: string,
    activity: number,
    lines: readonly { readonly what: 'new' | 'proved' | 'already' }[],
    repeated: number,
    confirm: string,
  ): Message => {
    const count = (what: string) => lines.filter((l) => l.what === what).length;
    const todo = count('new') + count('proved');
    const fact = (label: string, n: number) => (n > 0 ? [{ label, value: number(n) }] : []);
    return message(
      `«${name}»: ${people(lines.length)} para acreditar en la actividad ${activity}. Todavía no se registra nada.`,
      {
        type: 'facts',
        facts: [
          ...fact('Con registro declarado, que queda acreditado', count('proved')),
          ...fact('Sin registro anterior', count('new')),
          ...fact('Ya acreditadas', count('already')),
          ...fact('Filas repetidas, que cuentan una vez', repeated),
        ],
      },
      todo > 0
        ? buttons({ label: `Acreditar a ${people(todo)}`, words: confirm, style: 'primary' })
        : text('No hay nada que acreditar.'),
      small('La lista se usa una vez y no se guarda; para conservarla como evidencia, envíala aparte.'),
    );
  },
};
