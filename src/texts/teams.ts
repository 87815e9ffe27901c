/** What only Teams' surfaces say; the answers themselves come from the rules. */
export const teamsTexts = {
  message: 'Mensaje del Comité de Ética e Integridad',
  form: 'Formulario',
  button: 'Elegir',
  send: 'Enviar',
  choose: 'Elige una opción',
  chooseDate: 'Elige una fecha',
  tooLong: '… El mensaje es más largo de lo que Teams permite; lo que falta no se muestra aquí.',
  noOptions: (label: string) => `${label}: por ahora no hay opciones.`,
  image: (alt: string) => `Imagen: ${alt}`,
  link: (label: string, url: string) => `${label}: ${url}`,
  buttonTooLong: (label: string) => `«${label}» no cabe en un botón: escríbelo como mensaje.`,
  needsUpdate: 'Actualiza Teams para ver este mensaje completo.',
  /** What Teams itself says beside a field, before it sends the form. */
  invalid: {
    required: (label: string) => `Falta: ${label}`,
    range: (label: string, min: string, max: string) => `${label}: escribe un número de ${min} a ${max}`,
  },
  /** Beside a pressed button, when the answer is a message of its own; `soon` when it takes longer than Teams waits. */
  below: 'Listo: la respuesta está abajo.',
  soon: 'En un momento te respondo.',
  /** In a channel, when the answer went to the person's own chat. */
  answeredPrivately: 'Te respondí en tu chat personal.',
  /** In a channel, when the person's own chat can't be opened. */
  addTheApp: (app: string) =>
    `No pude abrir tu chat personal. Agrega la aplicación «${app}» (en Teams: Aplicaciones, búscala por su nombre y elige Agregar) y vuelve a preguntarme.`,
  /** In a channel, when the answer could not be delivered for now. */
  notNow: 'No pude escribirte en tu chat personal. Inténtalo de nuevo en unos minutos.',
  app: {
    name: 'PAT Integridad',
    tab: 'Tablero',
    fullName: 'PAT Integridad: programa anual del Comité de Ética',
    developer: 'Comité de Ética e Integridad',
    description: 'Programa Anual de Trabajo del Comité de Ética: registra y consulta tu avance.',
    longDescription:
      'Acompaña al Comité de Ética e Integridad y a las personas servidoras públicas en el Programa Anual de Trabajo (PAT). ' +
      'En tu chat personal puedes registrar tus capacitaciones, aceptar la carta compromiso, anotar tapitas y otros ' +
      'donativos, y ver tu avance. El comité consulta los indicadores, registra sesiones, informes y entregas, y recibe ' +
      'recordatorios de lo que vence. No recibe denuncias: muestra el procedimiento y los canales oficiales.',
  },
  /** The demo's pretended places. */
  demo: {
    bot: 'PAT Integridad',
    team: 'Demostración',
    committee: 'Comité',
    group: 'Enlaces de integridad',
    filler: (number: number) => `Persona de muestra ${number}`,
  },
} as const;
