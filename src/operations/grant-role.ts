import type { Draft } from '../entry.ts';
import { fold } from '../input/words.ts';
import type { OperationContext } from '../operations.ts';
import { roleTexts as texts } from '../texts/cli.ts';
import { officesOn, unitOn } from '../view/roster.ts';
import type { OperationResult } from './schema.ts';

/** Gives the secretary's office to somebody on the roster, from today on; the committee hears of it. */
export function grantRole(
  { bot }: OperationContext,
  { number, role }: { readonly number: string; readonly role: string },
): Promise<OperationResult> {
  const today = bot.today();
  return bot.journal.submit<OperationResult>((view) => {
    const refused = (line: string) => ({ drafts: [], value: { ok: false, lines: [line] } });
    if (!/^secretari[ao]$/.test(fold(role))) return refused(texts.onlySecretary(role));
    const person = bot.people.people().byNumber(number);
    if (!person || unitOn(view, person.id, today) === null) return refused(texts.noPerson(number));
    if (officesOn(view, person.id, today).some((o) => o.role === 'secretary'))
      return { drafts: [], value: { ok: true, lines: [texts.already(person.name)] } };
    const next = view.head.seq + 1;
    const draft = (kind: string, key: string, body: Draft['body']): Draft => ({
      kind,
      key,
      folio: null,
      subject: person.id,
      actor: 'cli',
      platform: 'cli',
      occurredOn: today,
      body,
    });
    return {
      drafts: [
        draft('role.granted', `role/${person.id}/secretary//${next}`, { role: 'secretary', unit: null }),
        draft('access.restored', `access-restored/${person.id}/${next}`, { role: 'secretary' }),
      ],
      value: { ok: true, lines: [texts.given(person.name)] },
    };
  });
}
