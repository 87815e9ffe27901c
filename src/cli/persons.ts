import type { FileType } from '../evidence/types.ts';
import type { Person } from '../ports/directory.ts';
import { contentNames } from '../privacy/contents.ts';
import { namingOf } from '../privacy/naming.ts';
import { remainsOf } from '../privacy/remains.ts';
import type { Remains } from '../privacy/types.ts';
import { indexPeople } from '../roster/identify.ts';
import { cli as texts } from '../texts/cli.ts';
import { remainLines } from '../texts/persons.ts';
import { openReading, type Reading, readView } from './data.ts';
import { ask, perform } from './imports.ts';
import { commandConfig } from './which.ts';

type Say = (text: string) => void;

export interface ForgetOptions {
  readonly oficio?: string;
  readonly simular?: boolean;
}

/** `pat persona olvidar NUMERO`: what will still name the person is looked for before, and told after. */
export async function forgetPersonData(
  number: string,
  { oficio, simular }: ForgetOptions,
  say: Say,
): Promise<boolean> {
  const config = await commandConfig();
  const operation = {
    op: 'forget-person' as const,
    number,
    oficio: oficio?.trim() || null,
    simulate: true,
  };
  const could = await perform(config, operation);
  if (simular === true || !could.ok) {
    for (const line of could.lines) say(line);
    if (could.ok) tell(await remaining(number), say);
    return could.ok;
  }
  const remains = await remaining(number);
  const first = await perform(config, { ...operation, simulate: false });
  for (const line of first.lines) say(line);
  if (first.confirm !== undefined) {
    if ((await ask(texts.confirmTyped)).trim() !== first.confirm) {
      say(texts.notConfirmed);
      return false;
    }
    const done = await perform(config, { ...operation, simulate: false, typed: first.confirm });
    for (const line of done.lines) say(line);
    if (!done.ok) return false;
  } else if (!first.ok) return false;
  tell(remains, say);
  return true;
}

interface Told {
  readonly remains: Remains;
  /** The environment names the e-mail. */
  readonly admin: boolean;
}

function tell(told: Told | null, say: Say): void {
  if (told !== null) for (const line of remainLines(told.remains, told.admin)) say(line);
}

/** What will still name somebody; null where nobody is known by that number any more. */
async function remaining(number: string): Promise<Told | null> {
  const reading = await openReading();
  const person = await personBy(reading, number);
  if (person === null) return null;
  const { programme, config, reader } = reading;
  const committee = programme.committee.id;
  const { files } = reader;
  const naming = namingOf(person);
  const remains = await remainsOf({
    view: await readView(reading),
    programme,
    person,
    entries: reader.read(committee, 1),
    texts: await reader.texts(committee),
    async names(sha256: string, type: FileType) {
      const content = await files.open(committee, sha256);
      if (content === null) return null;
      const chunks: Uint8Array[] = [];
      for await (const chunk of content) chunks.push(chunk);
      return contentNames(Buffer.concat(chunks), type, naming);
    },
  });
  return { remains, admin: person.email !== null && config.admins.includes(person.email) };
}

/** Somebody by employee number or e-mail, as they are stored. */
export async function personBy({ reader, programme }: Reading, said: string): Promise<Person | null> {
  const people = indexPeople(await reader.people(programme.committee.id));
  return said.includes('@') ? people.byEmail(said) : people.byNumber(said);
}
