import type { Block, Message } from '../message.ts';
import type { Level } from '../who.ts';
import { buttons, message, small } from './common.ts';

const groups: Record<Level, string> = {
  anyone: 'Para cualquier persona',
  employee: 'Para ti',
  lead: 'Como responsable de unidad',
  liaison: 'Como enlace',
  committee: 'Como integrante del Comité',
  secretary: 'Como Secretaría Ejecutiva',
};

/** What this person can do, with examples as they would be typed in the programme's year. */
export function help(
  { title, year }: { readonly title: string; readonly year: number },
  sections: readonly {
    readonly level: Level;
    readonly lines: readonly { readonly what: string; readonly examples: readonly string[] }[];
  }[],
  onRoster: boolean,
): Message {
  const blocks: Block[] = sections.flatMap(({ level, lines }): Block[] => [
    { type: 'text', text: groups[level], strong: true },
    {
      type: 'list',
      items: lines.map((l) => `${l.examples.map((e) => inYear(e, year)).join('   ·   ')} — ${l.what}`),
    },
  ]);
  const summary = `Soy el asistente del ${title}. Esto es lo que puedes hacer:`;
  return {
    summary,
    blocks: [
      { type: 'text', text: summary },
      ...blocks,
      small(
        'Da igual si usas mayúsculas o acentos. En Slack escribe /pat antes de cada comando; en el chat personal no hace falta.',
      ),
      ...(onRoster
        ? []
        : [small('Tu cuenta todavía no está en la plantilla de personal; por eso ves menos opciones.')]),
      onRoster
        ? buttons(
            { label: 'Mi página', words: 'inicio', style: 'primary' },
            { label: 'Confirmar capacitación', words: 'capacitacion' },
            { label: 'Carta compromiso', words: 'carta' },
            { label: 'Anotar tapitas', words: 'tapitas' },
          )
        : buttons({ label: 'Ver el avance', words: 'avance' }, { label: 'Códigos', words: 'codigos' }),
    ],
  };
}

export const thanks = (): Message =>
  message('Con gusto.', buttons({ label: 'Mi página', words: 'inicio' }, { label: 'Ayuda', words: 'ayuda' }));

/** An example with its dates in a programme's year: they are written in 2024. */
export const inYear = (example: string, year: number): string => example.replaceAll('2024-', `${year}-`);

/** What a command does and how somebody would type it, by its first word. */
export const helpLines: Readonly<
  Record<string, { readonly what: string; readonly examples: readonly string[] }>
> = {
  ayuda: { what: 'lo que puedes hacer', examples: ['ayuda'] },
  avance: {
    what: 'avance del programa, de una actividad o de una unidad; di el año para ver otro programa',
    examples: ['avance', 'avance 9', 'avance 9 "Subdirección Médica"'],
  },
  origen: {
    what: 'de dónde sale una cifra: fórmula, fechas, quién cuenta y lo que se informó',
    examples: ['cifra 9', 'cifra 812'],
  },
  codigos: { what: 'los Códigos y el procedimiento, para leerlos', examples: ['códigos'] },
  denuncia: { what: 'el procedimiento y los canales oficiales para denunciar', examples: ['denuncia'] },
  calendario: { what: 'lo que sigue y por qué en esa fecha', examples: ['calendario'] },
  duda: { what: 'dudas frecuentes y a quién preguntar', examples: ['duda'] },
  inicio: { what: 'tu página: lo que te falta, lo que sigue y botones', examples: ['inicio'] },
  mi: { what: 'lo que llevas y lo que te falta', examples: ['mi avance'] },
  mis: {
    what: 'los datos que guardo de ti y cómo pedir que se corrijan o se borren',
    examples: ['mis datos'],
  },
  capacitacion: {
    what: 'confirma un curso que tomaste',
    examples: ['capacitación', 'capacitación "Ética pública" 2024-05-07 4h'],
  },
  carta: { what: 'lee y acepta la carta compromiso', examples: ['carta'] },
  tapitas: { what: 'anota las tapitas que donaste', examples: ['tapitas', 'tapitas 2.5 kg'] },
  donar: {
    what: 'anota otros donativos: alimentos, ropa, cobijas u otros',
    examples: ['donar ropa 3 piezas', 'donar alimentos 4 kg'],
  },
  practica: { what: 'anota una práctica por el medio ambiente', examples: ['práctica reciclaje'] },
  evaluacion: {
    what: 'toma nota de que participaste en la evaluación anual',
    examples: ['evaluación', 'evaluación 15 de enero'],
  },
  cancelar: { what: 'cancela un registro tuyo de los últimos 7 días', examples: ['cancelar FOLIO'] },
  corregir: {
    what: 'corrige un registro tuyo de los últimos 7 días: lo que no dices queda igual',
    examples: ['corregir FOLIO', 'corregir FOLIO 2024-05-07 motivo "la fecha estaba mal"'],
  },
  ausente: {
    what: 'sin recordatorios hasta esa fecha; «ausente no» los reanuda',
    examples: ['ausente hasta 20 de mayo'],
  },
  apagar: {
    what: 'un recordatorio personal al final del día para apagar tu PC',
    examples: ['apagar sí', 'apagar no'],
  },
  actividad: {
    what: 'registra que una actividad se realizó',
    examples: ['actividad 8 realizada 2024-03-10 "nota"'],
  },
  sesion: {
    what: 'las sesiones: planearlas, convocarlas, su asistencia, registrarlas y su acta',
    examples: [
      'sesión',
      'sesión planear 2024-06-28 10:00 "lugar"',
      'sesión celebrada 2024-04-26',
      'sesión acta 2024-04-26',
    ],
  },
  acuerdos: {
    what: 'los acuerdos pendientes, con responsable y fecha',
    examples: ['acuerdos', 'acuerdo nuevo "texto" responsable 01234 2024-07-15'],
  },
  cifras: {
    what: 'cuántas denuncias hubo por trimestre; las registra la Secretaría Ejecutiva',
    examples: ['cifras denuncias', 'cifras denuncias trimestral 2 recibidas 3 en proceso 1 concluidas 2'],
  },
  informe: {
    what: 'dice qué le falta a un informe y te lo entrega para firmar; registra el que se envió, fija sus cifras y hace adendas',
    examples: [
      'informe',
      'informe trimestral 2',
      'informe oficio trimestral 2 "CEI/012"',
      'informe enviado trimestral 1 2024-04-10',
      'informe enviado anual 2024-01-30',
      'informe adenda trimestral 2',
      'informe adenda enviada trimestral 2 2024-08-15',
      'informe plantilla',
    ],
  },
  entrega: {
    what: 'registra una entrega de donativos, con su acta y las gracias',
    examples: ['entrega 2024-11-20 120 kg', 'entrega acta', 'entrega gracias'],
  },
  entregas: { what: 'lo que se ha juntado desde la última entrega', examples: ['entregas'] },
  tarjeta: {
    what: 'muestra la tarjeta del mes; se puede cambiar o pausar, y corregir o retirar aunque ya haya salido',
    examples: [
      'tarjeta',
      'tarjeta corregir 2024-05',
      'tarjeta retirar 2024-05 "motivo"',
      'tarjeta enviada 2024-02-09',
      'tarjeta imagen 2024-05',
      'tarjeta cartel',
    ],
  },
  evidencia: {
    what: 'lo que falta de evidencia; agrega archivos (envíalos en este chat) o enlaces a una actividad o a un folio',
    examples: ['evidencia', 'evidencia 9', 'evidencia 9 https://… "nota" 2024-05-07'],
  },
  comite: {
    what: 'quién es quién; la Secretaría Ejecutiva da altas y bajas y registra la ratificación',
    examples: ['comité', 'comité alta 01234 vocal 2024-04-26', 'comité ratificar 2024-04-26'],
  },
  registrar: {
    what: 'registra por una persona que no usa el chat',
    examples: ['registrar 01234 capacitación "Ética pública" 2024-05-07 4h'],
  },
  registros: {
    what: 'registra una lista hecha en papel: envía el Excel o CSV con esta palabra y confirma fila por fila',
    examples: ['registros', 'registros acreditado'],
  },
  curso: {
    what: 'abre un curso para que lo confirmen con un botón',
    examples: [
      'curso abrir "Ética pública" 2024-05-07 4h',
      'curso ver "Ética pública" 2024-05-07',
      'curso cerrar "Ética pública" 2024-05-07',
    ],
  },
  acreditar: {
    what: 'acredita a varias personas con lista (también como archivo), constancia o firma; «acreditar no FOLIO» lo quita',
    examples: ['acreditar 9 "Ética pública" 2024-05-07 01234 01235', 'acreditar 11 2024-05-07 01234'],
  },
  cifra: {
    what: 'una cifra oficial con su fuente y fecha; se muestra aparte y no se suma',
    examples: ['cifra oficial 7 3120 "Contraloría, oficio 15" 2024-02-20'],
  },
  tablero: {
    what: 'el tablero del programa en una página web; la Secretaría Ejecutiva da acceso a auditoría',
    examples: ['tablero', 'tablero auditoría 30 días'],
  },
  pendientes: {
    what: 'quién falta, de todas las unidades o de una; también en Excel',
    examples: ['pendientes', 'pendientes 9', 'pendientes 9 "Subdirección Médica"', 'pendientes 9 xlsx'],
  },
  hoja: {
    what: 'una hoja para firmar de una unidad, lista para imprimir; al volver, registra de una vez a quienes firmaron, con la foto',
    examples: [
      'hoja 11 "Subdirección Médica"',
      'hoja 9 "Subdirección Médica" "Ética pública" 2024-05-07',
      'hoja 231 todos menos 4 9 17',
      'hoja 231 4 2.5 kg, 9 ropa 3 piezas',
    ],
  },
  hojas: {
    what: 'las hojas por devolver y las que no tienen foto; o una hoja por unidad, todas en un archivo',
    examples: ['hojas', 'hojas 11 todas', 'hojas 9 todas "Ética pública" 2024-05-07'],
  },
  cartas: {
    what: 'la carta compromiso en papel, una página por persona a quien le falta, para firmar',
    examples: ['cartas "Subdirección Médica"', 'cartas todas'],
  },
  responsables: { what: 'quién es responsable de cada unidad', examples: ['responsables'] },
  recordar: {
    what: 'un recordatorio personal a quien falta; primero ves qué dice y a cuántas personas llega',
    examples: ['recordar 9', 'recordar 9 "Subdirección Médica"', 'recordar envíos 3'],
  },
  reenviar: { what: 'otra vez un recordatorio, solo a quienes no les llegó', examples: ['reenviar 3'] },
  canal: {
    what: 'define este canal como el del Comité o el general',
    examples: ['canal comité', 'canal general'],
  },
  plantilla: {
    what: 'cuántas personas hay y en qué unidades; se descarga, se edita y se envía de vuelta con «plantilla importar»; corrige un alta, una baja o una unidad mal cargada',
    examples: [
      'plantilla',
      'plantilla descargar',
      'plantilla importar',
      'plantilla importar completo',
      'plantilla corregir 01234 alta 2024-03-01 motivo "error en el archivo"',
    ],
  },
  programa: {
    what: 'el programa vigente y lo que falta confirmar; la Secretaría Ejecutiva lo cambia con tablas y prepara el siguiente',
    examples: [
      'programa',
      'programa fechas',
      'programa destinatario 2024-09-13 "Nombre" "Cargo" "Dependencia"',
      'programa parte 9 acreditadas',
      'programa nuevo',
    ],
  },
  'dias-inhabiles': {
    what: 'los días inhábiles del año, para revisarlos, cambiarlos y confirmarlos',
    examples: [
      'días-inhábiles',
      'días-inhábiles agregar 2024-11-01 "Nombre del día" estatal',
      'días-inhábiles confirmar vacaciones no',
    ],
  },
  restauracion: {
    what: 'después de recuperar un respaldo: lo que saldría, para confirmarlo',
    examples: ['restauración'],
  },
  soy: { what: 'cambia quién eres (solo en la demostración)', examples: ['soy secretaria', 'soy empleada'] },
};
