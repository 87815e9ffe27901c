import { longDate, number, percent } from './format.ts';

/** Words that stand in charts. */
export const chartTexts = {
  asOf: (on: string): string => `Al ${longDate(on)}. La línea oscura marca lo esperado a la fecha.`,
  noPercent: 'Sin porcentaje',
  ofPeople: (some: number, all: number): string => `${number(some)} de ${number(all)}`,
  projected: (share: number): string => `al ritmo actual: ${percent(share)}`,
};

/** Words that stand in pictures, and what is said in their place to who can't see them. */
export const pictureTexts = {
  day: 'DÍA DE LA INTEGRIDAD',
  alt: (on: string, value: string, sentence: string, reminder: string): string =>
    `Tarjeta del Día de la Integridad, ${on}. ${value}. ${sentence} ${reminder}`,
  poster: {
    before: 'Antes de irte,',
    do: 'apaga tu PC',
    why: 'También el monitor y la luz de tu lugar: la energía que no se gasta cuida el agua, el aire y el dinero de todas las personas.',
    campaign: 'Campaña permanente de cuidado y ahorro de energía eléctrica',
  },
  files: {
    card: (period: string, square: boolean): string => `tarjeta-${period}${square ? '-cuadrada' : ''}.png`,
    poster: (size: string): string => `cartel-apaga-tu-pc-${size === 'A4' ? 'a4' : 'carta'}.pdf`,
  },
};
