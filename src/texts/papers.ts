import { join } from './format.ts';

/** What is said of files that go with an answer. */
export const notPrinted =
  'No pude hacer el archivo. Pídelo otra vez en un momento; si vuelve a pasar, avisa a quien administra el servidor.';
export const byLink = 'El enlace es para ti y sirve 24 horas; después, pide el archivo otra vez.';
/** What is said where files can be given by no link. */
export const noLink = (names: readonly string[]): string =>
  `${join(names)}: aquí no puedo entregarte el archivo. Quien administra el servidor puede generarlo con «pat».`;
/** What is said in a channel of files that come privately. */
export const byDirectMessage = (files: number): string =>
  files === 1
    ? 'El archivo va en nuestro mensaje directo.'
    : `Los ${files} archivos van en nuestro mensaje directo.`;
export const notUploaded = 'Slack no recibió los archivos; descárgalos aquí:';
export const notUploadedNorLinked = 'Slack no recibió los archivos. Pídelos otra vez en un momento.';
