import type { Message } from '../message.ts';
import { buttons, message, small, text } from './common.ts';

const problems: Readonly<Record<string, string>> = {
  'not-an-email': 'no es un correo',
  'not-a-team': 'no es un espacio de Slack: su identificador empieza con T, por ejemplo T012AB3CD',
  'not-a-variable': 'no es el nombre de una variable de entorno; el token va en la variable, nunca aquí',
  'no-platform': 'falta decir su espacio de Slack («slack») o su organización de Teams («teams»)',
  'other-token': 'otro comité de este espacio nombra otra variable: un espacio tiene un solo token',
  'other-team': 'esta variable es ya el token de otro espacio',
  'same-folder': 'otro comité guarda sus datos en esa carpeta',
  'same-channel': 'este canal es ya de otro comité',
};

/** What the rules of the file of committees find, in plain words. */
export const committeesProblem = (problem: string): string => problems[problem] ?? problem;

/** What is said to whoever runs the server. */
export const committeesCli = {
  noFile: (path: string): string => `PAT_COMMITTEES: no se puede leer «${path}».`,
  errors: (path: string, lines: readonly string[]): string =>
    [`PAT_COMMITTEES: ${path} tiene errores; no se cambió nada.`, ...lines].join('\n'),
  programme: (place: string, path: string, lines: readonly string[]): string =>
    [`${place}.programme: ${path} tiene errores:`, ...lines.map((line) => `  ${line}`)].join('\n'),
  noProgramme: (place: string, path: string): string => `${place}.programme: no se puede leer «${path}».`,
  sameId: (place: string, id: string): string =>
    `${place}.programme: el comité «${id}» ya está en la lista; el identificador (committee.id) es de uno solo.`,
  sameFolder: (place: string, dir: string): string =>
    `${place}.dataDir: otro comité guarda sus datos en ${dir}.`,
  noToken: (place: string, variable: string): string =>
    `${place}.slack.botTokenVariable: la variable ${variable} no está definida.`,
  slackOff: (place: string): string =>
    `${place}.slack: falta SLACK_SIGNING_SECRET o SLACK_APP_TOKEN en el entorno.`,
  teamsOff: (place: string): string => `${place}.teams: falta MicrosoftAppId en el entorno.`,
  noTenant: (place: string): string =>
    `${place}.teams.tenants: falta; o define MicrosoftAppTenantId si todos comparten una organización.`,
  oldData: (place: string, dir: string): string =>
    `${place}: los datos de este comité están en ${dir} desde antes. Agrega "dataDir": "${dir}" a su entrada, o mueve la carpeta.`,
  which: (ids: readonly string[]): string =>
    `Este servidor lleva varios comités: indica cuál con --comite ID.\nComités: ${ids.join(', ')}`,
  unknown: (id: string, ids: readonly string[]): string =>
    `--comite: no hay un comité «${id}». Comités: ${ids.join(', ')}`,
  option: 'Comité del que se trata, cuando el servidor lleva varios',
  title: (name: string, id: string): string => `── ${name} (${id})`,
};

interface Named {
  readonly id: string;
  readonly name: string;
}

/** The word by which one says in which institution one works. */
export const institutionWord = 'institucion';

/** So many institutions are shown as buttons; more as a list to choose from. */
const mostButtons = 5;

function choice(of: readonly Named[], words: (id: string) => string) {
  if (of.length <= mostButtons)
    return buttons(...of.map(({ id, name }) => ({ label: name, words: words(id) })));
  return {
    type: 'form' as const,
    form: {
      title: 'Tu institución',
      words: institutionWord,
      submit: 'Continuar',
      fields: [
        {
          id: 'comite',
          label: 'Institución',
          type: 'choice' as const,
          options: of.map(({ id, name }) => ({ value: id, label: name })),
        },
      ],
    },
  };
}

/** What is said where several committees share a workspace or an organization. */
export const shared = {
  ask: (of: readonly Named[], words: (id: string) => string): Message =>
    message(
      'Estás en la plantilla de varias instituciones. ¿Con cuál quieres seguir?',
      text('Lo recordaré. Para cambiar después, escribe: institución'),
      choice(of, words),
      small('Todavía no se registró nada.'),
    ),
  chosen: (name: string): Message =>
    message(
      `Desde ahora te atiendo como parte de ${name}.`,
      text('Escribe «ayuda» para ver lo que puedes hacer.'),
    ),
  only: (name: string): Message => message(`Solo estás en la plantilla de una institución: ${name}.`),
  inNone: (of: readonly Named[]): Message =>
    message(
      'No te encuentro en la plantilla de personal de ninguna institución.',
      text(
        'No se registró nada. Elige tu institución y le pediré a su Secretaría Ejecutiva que revise tu alta.',
      ),
      choice(of, (id) => `${institutionWord} ${id}`),
    ),
  notServed: (): Message =>
    message(
      'Este espacio no está dado de alta en este servicio.',
      text('No se registró nada. Avísale a quien administra el bot en tu institución.'),
    ),
  answeredAs: (name: string): string => `${name}. Para cambiar de institución escribe: institución`,
  channelTaken: (name: string): Message =>
    message(
      `Este canal ya es de ${name}.`,
      text('Elige otro canal, o pide a esa Secretaría Ejecutiva que defina el suyo en otro lugar.'),
      small('No se registró nada.'),
    ),
};
