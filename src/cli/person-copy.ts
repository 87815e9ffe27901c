import { rename, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { dossierOf } from '../privacy/dossier.ts';
import { dossierDocx } from '../privacy/paper.ts';
import { Refused } from '../refused.ts';
import { dossierTexts } from '../texts/dossier.ts';
import { personCli as texts } from '../texts/persons.ts';
import { openReading, readView, todayOf } from './data.ts';
import { personBy } from './persons.ts';
import { writable } from './write.ts';

/** `pat persona exportar NUMERO`: all that is stored about somebody, as JSON and to be read. Only reads. */
export async function exportPerson(
  number: string,
  { salida }: { readonly salida: string },
  say: (text: string) => void,
): Promise<boolean> {
  const reading = await openReading();
  const { programme, reader } = reading;
  const committee = programme.committee.id;
  const person = await personBy(reading, number);
  if (person === null) throw new Refused(texts.noPerson(number), 1);
  const written = new Map((await reader.texts(committee)).map((t) => [t.id, t.text]));
  const dossier = await dossierOf({
    view: await readView(reading),
    programme,
    person,
    stored: await reader.accounts(committee),
    entries: reader.read(committee, 1),
    textOf: (id) => written.get(id) || null,
    asOf: await todayOf(reading),
    at: new Date(),
  });
  const base = salida.replace(/\.(json|docx)$/i, '');
  const names = [`${base}.json`, `${base}.docx`];
  const contents = [`${JSON.stringify(dossier, null, 2)}\n`, await dossierDocx(dossier)];
  for (const [i, name] of names.entries())
    await writable(name, () => writePrivately(resolve(name), contents[i]!));
  say(dossierTexts.summary(dossier));
  say(dossierTexts.written(names));
  return true;
}

/** Whole or not at all, and readable by its owner alone, whatever was there before. */
async function writePrivately(file: string, content: string | Buffer): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, content, { mode: 0o600, flag: 'wx' });
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
}
