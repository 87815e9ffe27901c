/** What only Slack's surfaces say; the answers themselves come from the rules. */
export const slackTexts = {
  openForm: 'Abrir formulario',
  send: 'Enviar',
  cancel: 'Cancelar',
  form: 'Formulario',
  button: 'Elegir',
  message: 'Mensaje del Comité de Ética e Integridad',
  choose: 'Elige una opción',
  tooLong: '… El mensaje es más largo de lo que Slack permite; lo que falta no se muestra aquí.',
  /** For a button whose words do not fit in Slack. */
  buttonTooLong: (label: string) => `«${label}» no cabe en un botón: escríbelo como mensaje.`,
  noOptions: (label: string) => `${label}: por ahora no hay opciones.`,
  picture: 'Imagen',
  image: (alt: string) => `Imagen: ${alt}`,
  optionRange: (first: number, last: number) => `Opciones ${first} a ${last}`,
  app: {
    name: 'PAT Integridad',
    botName: 'pat-integridad',
    description:
      'Programa Anual de Trabajo del Comité de Ética e Integridad: registra, recuerda y muestra el avance.',
    longDescription:
      'Acompaña al Comité de Ética e Integridad y a las personas servidoras públicas en el Programa Anual de Trabajo (PAT). ' +
      'Con /pat o /integridad puedes registrar tus capacitaciones, aceptar la carta compromiso, anotar tapitas y otros ' +
      'donativos, y ver tu avance. El comité consulta los indicadores, registra sesiones, informes y entregas, y recibe ' +
      'recordatorios de lo que vence. No recibe denuncias: muestra el procedimiento y los canales oficiales.',
    commands: {
      pat: {
        description: 'Programa Anual de Trabajo: registra y consulta',
        hint: 'ayuda | avance | capacitación | tapitas 2.5 kg',
      },
      integridad: {
        description: 'Comité de Ética e Integridad: registra y consulta',
        hint: 'ayuda | mi avance | carta',
      },
    },
  },
} as const;
