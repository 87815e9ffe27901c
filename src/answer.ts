import { distance } from 'fastest-levenshtein';
import { commands } from './activities/index.ts';
import { may } from './activities/meta.ts';
import { type Ask, type Command, note, type Outcome, refuse, say } from './ask.ts';
import { fold, type Token, tokens } from './input/words.ts';
import type { Request } from './request.ts';
import { notAllowed, notOnRoster, notUnderstood } from './texts/common.ts';
import { looksLikeComplaint } from './texts/documents.ts';
import { helpLines } from './texts/help.ts';

/** Who asks and when; the rest of an `Ask` comes from the words. */
export type Asker = Omit<Ask, 'tokens' | 'fields' | 'nonce' | 'subject' | 'behalf'> & {
  readonly guest: boolean;
  /** Id under which somebody who is not on the plantilla asks to be added; null when there is no telling. */
  readonly visitor: string | null;
};

/** Longest text that is read at all; longer ones are not a command. */
const longest = 2000;

/**
 * Answers a request: finds the command, checks that the person may, delegates. Pure; it never records what it did
 * not understand, and what a command may not answer publicly stays private.
 */
export function answer(asker: Asker, request: Pick<Request, 'words' | 'fields' | 'nonce'>): Outcome {
  const words = tokens(request.words.slice(0, longest));
  if (words[0] && ['/pat', 'pat', '/integridad', 'integridad'].includes(fold(words[0].text))) words.shift();
  const [first, ...rest] = words;
  const ask: Ask = {
    ...asker,
    tokens: rest,
    fields: request.fields ?? null,
    nonce: request.nonce ?? null,
    subject: asker.who.id,
    behalf: false,
  };
  const command = first ? find(first.text, rest[0]?.text ?? '', asker.demo) : find('ayuda', '', asker.demo)!;
  if (!command) return unknown(ask, request.words, first!.text);
  if (!may(ask, command)) return denied(asker, ask, command);
  if (tellsOfCase(command, rest, ask.fields)) return say(looksLikeComplaint(ask.programme));
  return privately(command, command.run(ask));
}

/** Whether a command's answer may ever be public is the command's own word. */
function privately(command: Command, outcome: Outcome): Outcome {
  return command.public ? outcome : { ...outcome, reply: { ...outcome.reply, visibility: 'private' } };
}

function find(word: string, next: string, demo: boolean): Command | undefined {
  const fits = (c: Command) =>
    c.words.includes(fold(word)) && (!c.followedBy || c.followedBy.includes(fold(next)));
  return commands.find((c) => fits(c) && (demo || !c.demo));
}

function unknown(ask: Ask, said: string, first: string): Outcome {
  if (complaintLike.test(fold(said))) return say(looksLikeComplaint(ask.programme));
  const allowed = commands.filter((c) => !c.hidden && may(ask, c) && (ask.demo || !c.demo));
  const known = allowed.flatMap((c) => c.words.map((word) => ({ word, of: c.words[0]! })));
  const scored = known
    .map((k) => ({ ...k, far: distance(fold(first), k.word) }))
    .sort((a, b) => a.far - b.far);
  const near = scored[0] && scored[0].far <= Math.max(1, Math.floor(first.length / 3)) ? scored[0].of : null;
  const example = helpLines[near ?? 'avance']!.examples.at(-1)!;
  const full = near === 'mi' ? helpLines.mi!.examples[0]! : near;
  return refuse(notUnderstood(first.slice(0, 40), full, example));
}

/** Words in which people tell of a case; such text is answered with the channels and kept nowhere. */
const complaintLike =
  /\b(denunci\w*|acos[oa]\w*|hostig\w*|corrup\w*|soborn\w*|mordida\w*|amenaz\w*|extorsi\w*|abus[oa]\w*|me peg\w*|me grit\w*|me obliga\w*|robo|roban|robando|discrimin\w*|represali\w*|maltrat\w*|violencia|nepotismo|conflicto de interes)\b/;

/** A course may well be called «Prevención del acoso»; somebody who tells of a case says «me» or «mi». */
const inFirstPerson =
  /\b(me (acos|hostig|amenaz|peg|grit|obliga|discrimin|maltrat|exig|extorsi)\w*|mis? (jef|compañer|companer|supervisor|director)\w*)/;

/** Free text in a request that looks like a complaint, whatever it was written to. */
function tellsOfCase(command: Command, rest: readonly Token[], fields: Ask['fields']): boolean {
  const said = fold([...rest.map((t) => t.text), fields?.course, fields?.note].join(' '));
  const course =
    command.words[0] === 'capacitacion' ||
    (command.words[0] === 'registrar' && fold(rest[1]?.text ?? '') !== 'carta');
  return (course ? inFirstPerson : complaintLike).test(said);
}

function denied(asker: Asker, ask: Ask, command: Command): Outcome {
  if (asker.who.unit !== null || asker.who.id !== null)
    return refuse(
      notAllowed(
        command.followedBy ? `${command.words[0]} ${command.followedBy[0]}` : command.words[0]!,
        command.may,
        ...(command.also ?? []),
      ),
    );
  const reply = notOnRoster(asker.guest, null);
  if (asker.guest || asker.visitor === null) return refuse(reply);
  const key = `membership/${asker.visitor}`;
  return note(ask, { kind: 'membership.requested', key, subject: asker.visitor, body: {} }, reply);
}
