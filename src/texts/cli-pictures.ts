import { join } from './format.ts';

/** What the command line says of pictures. */
export const pictureCli = {
  card: 'la tarjeta del Día de la Integridad de un mes, como imagen PNG',
  period: 'mes, por ejemplo 2024-05',
  square: 'cuadrada (1080 × 1080) en vez de ancha (1600 × 900)',
  poster: 'el cartel «apaga tu PC», como PDF de una página para imprimir',
  a4: 'en tamaño A4 en vez de carta',
  noMonth: (said: string, months: readonly string[]): string =>
    `«${said}» no es un mes con tarjeta en el programa: usa ${join(months)}.`,
  written: (file: string): string => `Listo: ${file}`,
};
