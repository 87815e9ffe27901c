import type { RunningBot } from '../bot.ts';
import type { OperationContext } from '../operations.ts';
import type { Tombstone } from '../ports/directory.ts';
import { forgottenDrafts, hindrance } from '../privacy/forget.ts';
import { textsGoing } from '../privacy/texts.ts';
import { forget as texts } from '../texts/persons.ts';
import { officesOn } from '../view/roster.ts';
import type { OperationResult } from './schema.ts';

interface Asked {
  readonly number: string;
  readonly oficio: string | null;
  readonly simulate: boolean;
  readonly typed?: string | undefined;
}

/**
 * Erases somebody's personal data: a tombstone first, then the ledger's entry, then the data. Said again, or after a
 * crash amid it, it does what is still to be done.
 */
export async function forgetPerson(
  { bot }: Pick<OperationContext, 'bot'>,
  { number, oficio, simulate, typed }: Asked,
): Promise<OperationResult> {
  const byEmail = number.includes('@');
  const { people, forgotten } = bot.people;
  const person = byEmail ? people().byEmail(number) : people().byNumber(number);
  const known = byEmail ? forgotten().byEmail(number) : forgotten().byNumber(number);
  if (!person && !known) return forgetStranger(bot, number, simulate);
  if (!person) {
    if (!simulate) await finish(bot, known!);
    return { ok: true, lines: [texts.already(number, known!.on, known!.oficio)] };
  }
  const today = bot.today();
  const view = bot.journal.view();
  const words = texts.confirmWords(person.number);
  const confirmed = simulate || typed === words;
  const why = hindrance(view, person.id, today, { oficio, confirmed });
  if (why === 'active') return { ok: false, lines: [texts.active(person.number, person.name)] };
  if (why === 'unconfirmed')
    return { ok: false, lines: [texts.confirm(person.number, person.name, words)], confirm: words };
  const going = new Set<string>();
  for await (const entry of bot.entries())
    for (const id of textsGoing(entry, person.id)) if (bot.people.textOf(id) !== null) going.add(id);
  const offices = officesOn(view, person.id, today).map(({ role }) => role);
  const done = { number: person.number, name: person.name, texts: going.size, offices, oficio };
  if (simulate) return { ok: true, lines: texts.would(done) };
  await finish(bot, await bot.people.bury({ person, texts: [...going], oficio, on: today }));
  return { ok: true, lines: texts.done(done) };
}

/** Somebody who is not on file leaves an account, its e-mail and its address behind; the ledger has nothing of theirs. */
async function forgetStranger(bot: RunningBot, email: string, simulate: boolean): Promise<OperationResult> {
  const accounts = email.includes('@') ? bot.people.strangers(email) : [];
  if (accounts.length === 0) return { ok: false, lines: [texts.noPerson(email)] };
  if (!simulate) await bot.people.eraseAccounts(accounts);
  return { ok: true, lines: [texts.stranger(accounts.length, simulate)] };
}

async function finish({ journal, people }: RunningBot, tombstone: Tombstone): Promise<void> {
  await journal.submit((view) => ({ drafts: forgottenDrafts(view, tombstone), value: null }));
  await people.erase();
}
