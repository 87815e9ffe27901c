import { type Ask, type Command, note, type Outcome, refuse, say } from '../ask.ts';
import type { BoardLinks } from '../board/passes.ts';
import { addDays } from '../calendar.ts';
import { sha256 } from '../entry.ts';
import { fold } from '../input/words.ts';
import { boardLinks as texts } from '../texts/board-links.ts';
import { notAllowed } from '../texts/common.ts';
import { whoIs } from '../who.ts';

/** Longest time, in days, for which an auditor gets access at once. */
const mostDays = 180;

/** A personal link to the board; for the secretary also links for an auditor, which can be taken back. */
export const board: Command = {
  words: ['tablero'],
  may: 'committee',
  run(ask) {
    const links = ask.boardLinks;
    const said = ask.tokens.map((t) => fold(t.text));
    if (said[0] === 'auditoria') return audit(ask, links, said.slice(1));
    if (!links) return say(texts.nowhere());
    const { who, view, today } = ask;
    const byOffice = whoIs(view, who.person, false, today).levels.has('committee');
    return say(
      texts.personal(links.personal({ person: who.id!, admin: !byOffice }), who.levels.has('secretary')),
    );
  },
};

function audit(ask: Ask, links: BoardLinks | undefined, said: readonly string[]): Outcome {
  const { view, who, today } = ask;
  if (!who.levels.has('secretary')) return say(notAllowed(texts.auditOnly, 'secretary'));
  const [first, second] = said;
  const all = [...view.audits.entries()].map(([number, a]) => ({ audit: number, ...a }));
  if (first === undefined) return say(texts.audits(all.filter((a) => !a.revokedOn && a.until >= today)));
  if (['quitar', 'retirar', 'revocar'].includes(first)) {
    const known = all.find((a) => a.audit === second);
    if (!known) return refuse(texts.noAudit(second ?? ''));
    const body = { audit: Number(known.audit) };
    return note(
      ask,
      { kind: 'audit.revoked', key: `audit/${known.audit}/revoked`, body },
      texts.revoked(known.audit),
    );
  }
  const days = /^\d{1,3}$/.test(first) && /^(dias?)?$/.test(second ?? '') ? Number(first) : 0;
  if (days < 1 || days > mostDays) return refuse(texts.auditHow(mostDays));
  if (!links) return say(texts.nowhere());
  const number = all.length + 1;
  // Two random ids: at least 128 bits, which nobody guesses.
  const token = `${ask.fresh()}${ask.fresh()}`;
  const until = addDays(today, days);
  const body = { audit: number, until, token: sha256(token) };
  return note(
    ask,
    { kind: 'audit.granted', key: `audit/${number}`, body },
    texts.granted(number, until, links.audit(token)),
  );
}
