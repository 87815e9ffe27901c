import type { Message } from '../message.ts';
import { message, problem, small } from './common.ts';
import { longDate } from './format.ts';

export const personal = {
  absent: (until: string): Message =>
    message(
      `De acuerdo: sin recordatorios hasta el ${longDate(until)}.`,
      small('No hace falta decir por qué. Para reanudarlos antes: ausente no'),
    ),
  back: (): Message => message('De acuerdo: vuelves a recibir recordatorios.'),
  how: (): Message => problem('¿Hasta qué fecha?', 'Por ejemplo: ausente hasta 20 de mayo'),
  powerOn: (at: string): Message =>
    message(
      `De acuerdo: de lunes a viernes, en días hábiles, te recordaré a las ${at} que apagues tu PC.`,
      small('Para dejar de recibirlo: apagar no'),
    ),
  powerOff: (): Message => message('De acuerdo: ya no te recordaré que apagues tu PC.'),
  powerHow: (): Message => problem('¿Quieres el recordatorio o no?', 'Escribe: apagar sí, o bien: apagar no'),
};

export const demoTexts = {
  now: (name: string, role: string): Message =>
    message(
      `Ahora eres ${name} (${role}).`,
      small(
        'Es una demostración: todas las personas son ficticias. A este chat llega lo que le toca a quien eres.',
      ),
    ),
  how: (options: readonly string[]): Message =>
    problem('¿Quién quieres ser?', `Escribe: ${options.map((o) => `soy ${o}`).join(', ')}`),
};
