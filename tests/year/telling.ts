import type { Said } from '../support/year.ts';

/** Which occurrence a line of a digest means, by its words. */
const labels: Readonly<Record<string, string>> = {
  'Primera sesión ordinaria': 'S1',
  'Segunda sesión ordinaria': 'S2',
  'Tercera sesión ordinaria': 'S3',
  'Cuarta sesión ordinaria': 'S4',
  'Informe del primer trimestre de 2024': 'T1',
  'Informe del segundo trimestre de 2024': 'T2',
  'Informe del tercer trimestre de 2024': 'T3',
  'Informe del cuarto trimestre de 2024': 'T4',
};

/** `4.T1 12 abr -3`: activity and occurrence, due day, days left. */
function line(words: string): string {
  const m =
    /^Actividad (\d+), (.+?), (?:vence el|vence hoy,|venció el) \S+ (\d+) de (\w{3})\w*(?: de \d+)?(?: \((.*?)\))?/.exec(
      words,
    );
  if (!m) throw new Error(`unreadable: ${words}`);
  const [, activity, what, day, month, left] = m;
  const label = what!.split(': ')[1];
  const card = /^Tarjeta de (\w+) de 2024$/.exec(label ?? '')?.[1];
  const which = label === undefined ? '' : `.${labels[label] ?? card ?? label}`;
  const n = Number(/\d+/.exec(left ?? '0')![0]);
  return `${activity}${which} ${day} ${month} ${left?.startsWith('hace') ? -n : n}`;
}

/** What was said as a line of the tables in these tests: day, time, where, what. */
export function tell({ day, time, key, edit, to, message }: Said): string {
  const [kind, about] = key.split('/') as [string, string];
  const items = message.blocks.flatMap((b) => (b.type === 'list' ? b.items : []));
  const what = {
    digest: () => `digest ${items.map(line).join(', ')}`,
    preview: () =>
      `${edit ? 'preview edited' : 'preview'} ${about}${message.summary.includes('en pausa') ? ' paused' : ''}`,
    'integrity-day': () => `card ${about}`,
    later: () => `card ${about} again`,
    power: () => 'power',
    membership: () => `membership ${items.join(' ')}`,
    alarm: () => `alarm ${about} ${key.split('/')[2]}`,
    'no-programme': () => 'no programme',
    anchor: () => 'anchor',
    'next-programme': () => 'next programme',
  }[kind];
  if (!what) throw new Error(`unknown: ${key}`);
  return `${day} ${time} ${place(to)} ${what()}`;
}

const place = (to: string): string => ({ 'C-COMITE': 'COM', 'C-GENERAL': 'GEN' })[to] ?? to;
