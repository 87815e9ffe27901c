const accents: Readonly<Record<string, string>> = {
  capacitacion: 'capacitación',
  codigos: 'códigos',
  comite: 'comité',
  'dias-inhabiles': 'días-inhábiles',
  evaluacion: 'evaluación',
  practica: 'práctica',
  sesion: 'sesión',
  si: 'sí',
};

/** A command's words as Spanish writes them; people may leave the accents out. */
export const spelled = (words: string): string =>
  words
    .split(' ')
    .map((word) => (Object.hasOwn(accents, word) ? accents[word] : word))
    .join(' ');
