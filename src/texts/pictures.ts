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
