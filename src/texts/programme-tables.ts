/** Headers and words of the tables in which the secretary edits the programme. */
export const headers = {
  number: 'N.º',
  title: 'TÍTULO',
  objective: 'OBJETIVO',
  target: 'META',
  indicator: 'INDICADOR',
  what: 'ACTIVIDAD',
  start: 'FECHA DE INICIO',
  end: 'FECHA DE CONCLUSIÓN',
  risk: 'RIESGO',
  formula: 'FÓRMULA',
  activity: 'N.º DE ACTIVIDAD',
  id: 'CLAVE',
  label: 'NOMBRE',
  fixed: 'FECHA FIJA',
  businessDays: 'DÍAS HÁBILES',
  after: 'DESPUÉS DE',
  month: 'MES',
  value: 'VALOR',
  sentence: 'FRASE',
  from: 'DESDE',
  to: 'HASTA',
  name: 'NOMBRE',
  post: 'CARGO',
  office: 'DEPENDENCIA',
  link: 'ENLACE',
  scope: 'TIPO',
  source: 'FUENTE',
  text: 'TEXTO',
} as const;

/** How a formula is written in the table; the programme's data calls it by its key. */
export const formulaWords = {
  ratio: 'razón por 100',
  none: 'no definida',
  incomplete: 'incompleta',
  count: 'conteo',
} as const;

export const scopeWords = { national: 'nacional', state: 'estatal', vacation: 'vacaciones' } as const;

export const monthWords = [
  'enero',
  'febrero',
  'marzo',
  'abril',
  'mayo',
  'junio',
  'julio',
  'agosto',
  'septiembre',
  'octubre',
  'noviembre',
  'diciembre',
] as const;

/** What each text of the programme is called in their table. */
export const textKeys = {
  version: 'carta versión',
  letter: 'carta título',
  paragraph: 'carta párrafo',
  privacy: 'aviso de privacidad',
  privacyLink: 'aviso de privacidad enlace',
  step: 'denuncia paso',
  channel: 'denuncia canal',
  question: 'duda frecuente',
  contact: 'duda contacto',
  card: 'tarjeta recordatorio',
  power: 'nota de apagar la PC',
  recipient: 'donativos destino',
} as const;

/** What stands for data that the committee has not given. */
export const toBeConfirmed = 'Pendiente de confirmar por el Comité';

/** What the rows of a table are called. */
export const rowNames = {
  activity: (number: string): string => `Actividad ${number}`,
  occurrence: (activity: string, id: string): string => `Actividad ${activity}, ${id}`,
  card: (month: string): string => `Tarjeta de ${month}`,
  addressee: (from: string): string => `Destinatario desde el ${from}`,
  text: (key: string, name: string): string => (name === '' ? `Texto «${key}»` : `Texto «${key}», ${name}`),
  document: (id: string): string => `Documento ${id}`,
  day: (from: string, name: string): string => `${from}, ${name}`,
};

/** The rest days of federal law, as a calendar names them and where it says so. */
export const restDayNames = {
  newYear: 'Año Nuevo',
  constitution: 'Aniversario de la Constitución',
  juarez: 'Natalicio de Benito Juárez',
  labour: 'Día del Trabajo',
  independence: 'Día de la Independencia',
  executive: 'Transmisión del Poder Ejecutivo Federal',
  revolution: 'Aniversario de la Revolución',
  christmas: 'Navidad',
} as const;
export const restDaySource = (section: string): string =>
  `Ley Federal del Trabajo, artículo 74, fracción ${section}`;
