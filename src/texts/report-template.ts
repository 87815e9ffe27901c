import type { Message } from '../message.ts';
import { placeholders } from '../reports/types.ts';
import { buttons, message, problem, small, text } from './common.ts';
import { plural, shortDate } from './format.ts';

const meanings: Readonly<Record<string, string>> = {
  titulo: 'título del informe',
  comite: 'nombre del Comité',
  institucion: 'nombre de la institución',
  periodo: 'periodo que se informa',
  fecha_corte: 'fecha de las cifras',
  fecha: 'fecha del informe',
  oficio: 'número de oficio',
  leyenda: 'leyenda del año',
  lugar: 'lugar',
  destinatario: 'a quién se dirige',
  plantilla: 'personas en la plantilla y su fecha',
  ancla: 'último asiento del libro y su huella',
  presidencia: 'quién ocupa la Presidencia',
  secretaria: 'quién ocupa la Secretaría Ejecutiva',
  datos: 'los datos generales, en un párrafo propio',
  tabla: 'la tabla completa del programa, en un párrafo propio',
  denuncias: 'las cifras de denuncias, en un párrafo propio',
  firmas: 'las líneas para firmar, en un párrafo propio',
  numero: 'número de la actividad',
  nombre: 'nombre de la actividad',
  objetivo: 'objetivo',
  meta: 'meta',
  cifras: 'indicador y cifras',
  hecho: 'qué se hizo',
  evidencia: 'claves de la evidencia, o «Evidencia pendiente»',
  riesgo: 'riesgo',
  observaciones: 'observaciones',
};

/** Each placeholder of a template with what stands for it. */
export const placeholderTexts: readonly (readonly [name: string, what: string])[] = [
  ...[...placeholders.words, ...placeholders.blocks].map((name) => [name, meanings[name]!] as const),
  ...placeholders.row.map((name) => [`actividades.${name}`, meanings[name]!] as const),
];

type TemplateRefusal = keyof typeof whyNot;

const whyNot = {
  'too-big': 'pesa demasiado (hasta 5 MB)',
  'not-docx': 'no es un documento de Word (.docx)',
  macros: 'tiene macros',
  external: 'trae contenido de otro lugar',
  embedded: 'tiene objetos incrustados',
  damaged: 'está dañado',
  lost: 'no se pudo descargar',
};

const unknownLine = (unknown: string): string =>
  `Estos campos no los conozco y quedan como están: ${unknown}.`;
/** That a report goes in the template too. */
export const templateLine = ({
  name,
  unknown,
}: {
  readonly name: string | null;
  readonly unknown: string | null;
}): string =>
  `También va en la plantilla «${name ?? 'de la Contraloría'}».${unknown === null ? '' : ` ${unknownLine(unknown)}`}`;

/** The oversight office's own form for reports. */
export const reportTemplate = {
  show: (
    template: { readonly name: string | null; readonly unknown: string | null; readonly on: string } | null,
  ): Message =>
    template === null
      ? message(
          'No hay una plantilla de la Contraloría: los informes salen en el formato del programa.',
          text('Para usar una, envíame el archivo DOCX en este chat con las palabras: informe plantilla'),
          buttons({ label: 'Ver los campos', words: 'informe plantilla campos' }),
        )
      : message(
          `Los informes se hacen también con la plantilla «${template.name ?? 'sin nombre'}», desde el ${shortDate(template.on)}.`,
          template.unknown === null ? null : text(unknownLine(template.unknown)),
          buttons(
            { label: 'Ver los campos', words: 'informe plantilla campos' },
            { label: 'Quitar la plantilla', words: 'informe plantilla quitar' },
          ),
          small('Para cambiarla, envíame otro archivo DOCX con las palabras: informe plantilla'),
        ),
  kept: (name: string, found: number, unknown: string | null, fresh: boolean): Message =>
    message(
      `${fresh ? 'Guardé' : 'Ya estaba guardada'} la plantilla «${name}»: los informes se harán también con ella.`,
      text(
        found === 0
          ? 'No tiene ningún campo entre dobles llaves, así que saldrá tal cual.'
          : `Tiene ${plural(found, 'campo', 'campos')}.`,
      ),
      unknown === null ? null : text(unknownLine(unknown)),
      buttons(
        { label: 'Ver los campos', words: 'informe plantilla campos' },
        { label: 'Informes', words: 'informe' },
      ),
    ),
  gone: (): Message =>
    message(
      'Listo: los informes salen solo en el formato del programa.',
      small('La plantilla se conserva en el historial.'),
    ),
  refused: (name: string, why: TemplateRefusal, part: string | null): Message =>
    problem(
      `No puedo usar «${name}» como plantilla: ${whyNot[why]}${part === null ? '' : ` (${part})`}.`,
      'Guárdala de nuevo en Word como documento (.docx), sin macros ni objetos incrustados, y envíamela con las palabras: informe plantilla',
    ),
  fields: (fields: readonly (readonly [name: string, what: string])[]): Message =>
    message(
      'Estos campos se llenan en la plantilla; van entre dobles llaves.',
      { type: 'list', items: fields.map(([name, what]) => `{{${name}}}: ${what}`) },
      small('Los de «actividades» van en las celdas de una fila, que se repite por cada actividad.'),
    ),
};
