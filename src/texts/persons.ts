import type { RoleName } from '../kinds/people.ts';
import type { Remains, Why } from '../privacy/types.ts';
import { roleNames } from './committee.ts';
import { join, number, plural, shortDate } from './format.ts';

/** What `pat persona` says on its help. */
export const personCli = {
  group: 'los datos de una persona: darle copia u olvidarla',
  export: 'entrega a una persona todo lo que se guarda de ella (JSON y un documento Word)',
  forget: 'borra nombre, correo, cuentas, direcciones de chat y textos de una persona',
  number: 'número de empleado, o su correo',
  out: 'archivo que se escribe, con su documento al lado: datos-01234.json y datos-01234.docx',
  oficio: 'número del oficio de la Unidad de Transparencia; sin él solo se olvida a quien ya causó baja',
  readmit: 'vuelve a registrar, como persona nueva, a quien fue olvidada; se puede repetir',
  noPerson: (said: string): string =>
    `No hay datos de nadie con ${said}. Si fue olvidada, ya no se guarda su nombre ni su número.`,
};

const whys: Record<Why, string> = {
  content: 'su contenido la nombra: quítalo (evidencia quitar) o reemplázalo por una versión testada',
  name: 'su nombre de archivo o su nota la nombran: se borran o se testan; revisa también el contenido',
  theirs: 'es evidencia de un registro suyo: revísalo, y quítalo o reemplázalo por una versión testada',
  sent: 'lo envió la persona: el nombre del archivo se borra; revisa el contenido',
  unreadable:
    'es una imagen, un PDF o un correo de una actividad en la que participó y no se puede buscar en él: revísalo',
};

interface Done {
  readonly number: string;
  readonly name: string;
  readonly texts: number;
  readonly offices: readonly RoleName[];
  readonly oficio: string | null;
}

const officesLine = (offices: readonly RoleName[]): string[] =>
  offices.length === 0
    ? []
    : [`Sus cargos terminan hoy: ${join(offices.map((o) => roleNames[o]))}. Nombra a quien la reemplace.`];

export const forget = {
  noPerson: (said: string): string => `No hay datos de nadie con ${said}; no se cambió nada.`,
  stranger: (accounts: number, simulated: boolean): string =>
    `${simulated ? 'Se borrarían' : 'Listo: se borraron'} la cuenta (${number(accounts)}), el correo y la dirección de chat de alguien que no está en la plantilla${simulated ? '; simulación: no se cambió nada' : ''}.`,
  already: (said: string, on: string, oficio: string | null): string =>
    `La persona ${said} ya fue olvidada el ${shortDate(on)}${oficio === null ? '' : ` (oficio ${oficio})`}.`,
  active: (said: string, name: string): string =>
    `${said} ${name} está en la plantilla; no se cambió nada. Para olvidarla hace falta el oficio de la Unidad de Transparencia: --oficio "UT/123/2024"`,
  confirmWords: (said: string): string => `olvidar ${said}`,
  confirm: (said: string, name: string, words: string): string =>
    `Esto borra para siempre los datos personales de ${said} ${name}. Si es correcto, escribe: ${words}`,
  would: ({ number: said, name, texts, offices }: Done): string[] => [
    `Se borrarían nombre, correo, cuentas, direcciones de chat y ${plural(texts, 'texto', 'textos')} de ${said} ${name}; simulación: no se cambió nada.`,
    ...officesLine(offices),
  ],
  done: ({ number: said, texts, offices, oficio }: Done): string[] => [
    `Listo: la persona con el número ${said} fue olvidada${oficio === null ? '' : ` por el oficio ${oficio}`}. Se borraron nombre, correo, cuentas, direcciones de chat y ${plural(texts, 'texto', 'textos')}.`,
    'Sus registros siguen contando bajo una clave que no dice quién es, y el libro sigue íntegro.',
    ...officesLine(offices),
  ],
};

/** What still names somebody after an erasure, and what to do with each. */
export function remainLines(
  { sheets, files, reports, entries, doubtful }: Remains,
  admin: boolean,
): string[] {
  const section = (lines: readonly string[], head: string): string[] =>
    lines.length === 0 ? [] : [head, ...lines.map((l) => `  ${l}`)];
  return [
    ...section(
      sheets.map((s) => `hoja ${s.sheet}, actividad ${s.activity}, ${s.unit}, del ${shortDate(s.on)}`),
      'Hojas que se imprimieron con su nombre (las que se impriman desde hoy ya no lo llevan): testa o destruye las copias en papel y en PDF.',
    ),
    ...section(
      files.map(
        (f) =>
          `${f.id ?? 'archivo sin asignar'} · ${f.name ?? 'sin nombre'} (${f.type.toUpperCase()}, ${f.sha256.slice(0, 12)}…): ${whys[f.why]}`,
      ),
      'Archivos que la nombran o podrían nombrarla:',
    ),
    ...section(
      reports,
      'Informes ya enviados cuyo anexo la nombra: pide a quien los recibió que proteja sus datos; los que se generen desde hoy dicen «persona olvidada».',
    ),
    ...section(
      entries.map((e) => `asiento ${number(e.seq)}${e.folio === null ? '' : ` (${e.folio})`}: «${e.text}»`),
      'Palabras del libro que la nombran y que no se pueden reescribir: informa de ellas a la Unidad de Transparencia.',
    ),
    ...section(
      doubtful.map((t) => `«${t}»`),
      'Textos que quizá hablan de ella: revísalos y corrígelos si es así.',
    ),
    ...(admin ? ['Su correo está en PAT_ADMINS: quítalo de la configuración y reinicia el bot.'] : []),
    'Los respaldos anteriores la contienen hasta que se renueven; al restaurar uno se le vuelve a olvidar. Borra también lo que quedó fuera de la carpeta de datos: copias entregadas, plantillas de RH y carpetas «reemplazado-…».',
  ];
}
