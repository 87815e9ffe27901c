import { placeholders } from '../reports/types.ts';

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
