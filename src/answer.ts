import { distance } from 'fastest-levenshtein';
import { evidence } from './activities/evidence.ts';
import { commands } from './activities/index.ts';
import { may } from './activities/meta.ts';
import { unitsOn } from './activities/progress.ts';
import { report } from './activities/reports.ts';
import { type Ask, type Command, changed, note, type Outcome, refuse, say } from './ask.ts';
import { askWhere, beside, withRefused } from './evidence/question.ts';
import { fold, type Token, tokens } from './input/words.ts';
import type { Request } from './request.ts';
import { awaitedSheet } from './sheets/scans.ts';
import { notAllowed, notOnRoster, notUnderstood, notVerified } from './texts/common.ts';
import { looksLikeComplaint } from './texts/documents.ts';
import { evidenceTexts } from './texts/evidence.ts';
import { helpLines, inYear } from './texts/help.ts';
import { beginning } from './texts/visible.ts';
import type { Who } from './who.ts';

/** Who asks and when; the rest of an `Ask` comes from the words. */
export type Asker = Omit<Ask, 'tokens' | 'fields' | 'nonce' | 'subject' | 'behalf'> & {
  readonly guest: boolean;
  /** The platform did not say who it is. */
  readonly unverified: boolean;
  /** Id under which somebody who is not on the plantilla asks to be added; null when there is no telling. */
  readonly visitor: string | null;
};

/** Longest text that is read at all; longer ones are not a command. */
const longest = 2000;
/** Longest value of a form that is read; no form of ours lets anybody write as much (Slack's own limit). */
const longestField = 3000;

/**
 * Answers a request: finds the command, checks that the person may, delegates. Pure; it never records what it did
 * not understand, and what a command may not answer publicly stays private.
 */
export function answer(asker: Asker, request: Pick<Request, 'words' | 'fields' | 'nonce'>): Outcome {
  const tooLong = request.words.trim().length > longest;
  const [first, ...rest] = withoutName(request.words);
  const ask: Ask = {
    ...asker,
    tokens: rest,
    fields: request.fields ? shortened(request.fields) : null,
    nonce: request.nonce ?? null,
    subject: asker.who.id,
    behalf: false,
  };
  const command = tooLong
    ? undefined
    : first
      ? find(first.text, rest[0]?.text ?? '', asker.demo)
      : find(ask.sent ? 'evidencia' : 'ayuda', '', asker.demo)!;
  const scanned = ask.sent && (!first || !command) ? scanOf(ask, request.words) : null;
  if (scanned) return scanned;
  if (!command && ask.sent && !complaintLike(fold(request.words))) return filesAlone(ask, request.words);
  if (!command) return unknown(ask, request.words, tooLong ? '' : first!.text);
  if (tellsOfCase(ask, command, rest)) return say(looksLikeComplaint(ask.programme));
  if (ask.sent?.denied && command === evidence) return say(evidenceTexts.denied());
  if (!may(ask, command)) return denied(asker, ask, command);
  const finish = (o: Outcome) => privately(command, command.takesFiles ? o : beside(ask, o));
  return changed(command.run(ask), finish);
}

/**
 * The first word of the command that words call, for counting: never what somebody wrote, and not that somebody looked
 * for the way to complain, since in a small office the hour alone can tell who.
 */
export function commandName(said: string, demo: boolean): string {
  const [first, second] = withoutName(said);
  const command = first ? find(first.text, second?.text ?? '', demo) : find('ayuda', '', demo);
  if (command === undefined) return 'unknown';
  return command.words[0] === 'denuncia' ? 'other' : command.words[0]!;
}

/** The bot's own name, and what people say before and after they ask. */
const names = new Set(['/pat', 'pat', '/integridad', 'integridad']);
const greeting =
  /^(?:[¡\s,.]*(?:hola|oye|oiga|buen(?:os|as)? (?:d[ií]as?|tardes|noches))(?=[\s,.:!]))+[\s,.:!]+(?=\S)/iu;
/** Thanks for a delivery are what is asked for. */
const manners = /(?<!\bentrega)[\s,.](?:por favor|porfa|gracias)[.!]*\s*$/iu;

/** The words without the bot's name, greetings and signs around them, as far as they are read at all. */
function withoutName(said: string): Token[] {
  let words = tokens(said.slice(0, longest).trim().replace(greeting, '').replace(manners, ''));
  for (;;) {
    const [first, ...rest] = words;
    if (!first || first.quoted) return words;
    // «¿De dónde sale 812?» begins like any other words, and «@PAT, avance» too.
    const text = first.text.replace(/^[¿¡,.:;]+|[,.:;!?]+$/gu, '') || first.text.replace(/^[¿¡]+/u, '');
    const left = names.has(fold(text)) || (rest.length > 0 && /^[,.:;]*$/u.test(text));
    if (!left) return [{ ...first, text }, ...unasked(rest)];
    words = rest;
  }
}

/** The words after the first without the sign that ends a question or a short command; a title keeps its own signs. */
function unasked(rest: readonly Token[]): Token[] {
  const last = rest.at(-1);
  if (!last || last.quoted || last.text.includes('://') || rest.some(({ text }) => /[¿¡]/u.test(text)))
    return [...rest];
  const end = rest.length === 1 ? /(?<=[\p{L}\d])[.,?!]+$/u : /(?<=[\p{L}\d])[?!]+$|(?<=\d)[.,]$/u;
  return [...rest.slice(0, -1), { ...last, text: last.text.replace(end, '') }];
}

/** Pictures that come right after somebody said that a sheet's pictures would: they are that sheet's. */
function scanOf(ask: Ask, said: string): Outcome | null {
  const sheet = awaitedSheet(ask.view, ask.who.id, ask.now);
  const command = find('hoja', '', ask.demo)!;
  if (sheet === null || ask.sent?.denied || complaintLike(fold(said)) || !may(ask, command)) return null;
  return privately(command, command.run({ ...ask, tokens: tokens(`${sheet} foto`), fields: null }));
}

const shortened = (fields: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).map(([id, value]) => [id, beginning(value, longestField)]));

/** Files that came with words that are no command: where do they belong? */
const filesAlone = (ask: Ask, said: string): Outcome =>
  ask.sent?.denied ? say(evidenceTexts.denied()) : withRefused(ask, askWhere(ask, said));

/** Whether a command's answer may ever be public is the command's own word. */
function privately(command: Command, outcome: Outcome): Outcome {
  return command.public ? outcome : { ...outcome, reply: { ...outcome.reply, visibility: 'private' } };
}

/** Commands by each word that calls them, in reading order. */
const byWord = new Map<string, Command[]>();
for (const command of commands)
  for (const word of command.words) byWord.set(word, [...(byWord.get(word) ?? []), command]);

function find(word: string, next: string, demo: boolean): Command | undefined {
  const fits = ({ followedBy }: Command) => !followedBy || followedBy.includes(fold(next));
  return byWord.get(fold(word))?.find((c) => fits(c) && (demo || !c.demo));
}

function unknown(ask: Ask, said: string, first: string): Outcome {
  if (complaintLike(fold(said))) return say(looksLikeComplaint(ask.programme));
  const near = nearest(ask, said, first);
  const named = near ?? namedIn(ask, said);
  const name = named?.words[0] ?? 'avance';
  const example = inYear(helpLines[name]!.examples.at(-1)!, ask.programme.year);
  const full = named?.followedBy ? helpLines[name]!.examples[0]! : (named?.words[0] ?? null);
  return refuse(notUnderstood(near && first.slice(0, 40), full, example));
}

/** Commands whose nearness is told to a person: those that they may use. */
const offered = (ask: Ask): readonly Command[] =>
  commands.filter((c) => !c.hidden && may(ask, c) && (ask.demo || !c.demo));

/** The command whose word stands among others, as in «quiero donar ropa»; what else is there is not repeated. */
function namedIn(ask: Ask, said: string): Command | null {
  const spoken = new Set(tokens(said.slice(0, longest)).map((t) => fold(t.text).replace(/[^a-z]/g, '')));
  return (
    offered(ask).find((c) => !c.followedBy && c.words.some((w) => w.length > 3 && spoken.has(w))) ?? null
  );
}

/** The command that was probably meant, of those that the person may use; by two words where one has two. */
function nearest(ask: Ask, said: string, first: string): Command | null {
  if (first === '') return null;
  const both = fold(said).split(' ').slice(0, 2).join(' ');
  const candidates = offered(ask)
    .flatMap((command) => {
      const names = command.words.filter((word) => word.length > 1);
      const pairs = (command.followedBy ?? []).filter((next) => next !== '');
      // «mis avances» begins with the first word of «mis datos», and means something else.
      const alone = pairs.length === 0 || !both.includes(' ') ? names : [];
      return [
        ...alone.map((name) => ({ command, name, typed: fold(first) })),
        ...names.flatMap((name) => pairs.map((next) => ({ command, name: `${name} ${next}`, typed: both }))),
      ];
    })
    .map((c) => ({ ...c, far: distance(c.typed, c.name) }))
    .filter(({ far, typed }) => far <= Math.floor(typed.length / 3));
  // Of two words that are as near, whole phrases tell more.
  const share = ({ far, typed }: (typeof candidates)[number]) => far / typed.length;
  return candidates.sort((a, b) => share(a) - share(b))[0]?.command ?? null;
}

/** Words in which people tell of a case; such text is answered with the channels and kept nowhere. */
const ofCases =
  /\b(denunci|acos[oa]|hostig|corrup|soborn|mordida|moches?\b|cohech|amenaz|extorsi|intimid|abus[oa]|insult|humill|golpe|agred|agres|roba|robo\b|discrimin|represali|maltrat|violencia|nepotismo|conflicto de interes)/;

/** A course may well be called «Prevención del acoso»; somebody who tells of a case says «me» or «mi». */
const inFirstPerson =
  /\b(me (han |ha |esta |estan )?(acos|hostig|amenaz|peg|golpe|grit|obliga|discrimin|maltrat|exig|extorsi|insult|humill|intimid|toco|tocaron|toquete)|mis? (ex ?)?(jef|companer|supervisor|director|coordinador|subdirector|titular))/;

const complaintLike = (said: string): boolean => ofCases.test(said) || inFirstPerson.test(said);

/** Free text in a request that looks like a complaint, whatever it was written to. */
function tellsOfCase(ask: Ask, command: Command, rest: readonly Token[]): boolean {
  const said = fold([...rest.map((t) => t.text), ask.fields?.course, ask.fields?.note].join(' '));
  // Figures take no text, and agreements of an ethics committee are about such matters.
  if (command.words[0] === 'cifras') return false;
  const ofCourse =
    // What proves something about the complaint procedure may well say so.
    command === evidence ||
    [
      'capacitacion',
      'curso',
      'acreditar',
      'hoja',
      'hojas',
      'acuerdos',
      'informe',
      'tarjeta',
      'corregir',
    ].includes(command.words[0]!) ||
    (command.words[0] === 'registrar' && ['capacitacion', 'curso'].includes(fold(rest[1]?.text ?? '')));
  if (ofCourse) return inFirstPerson.test(said);
  return complaintLike(said) && complaintLike(withoutUnits(ask, said));
}

/** A unit may be called «Atención de Denuncias». */
const withoutUnits = (ask: Ask, said: string): string =>
  [...unitsOn(ask.view, ask.today).keys()].reduce((text, unit) => text.replaceAll(fold(unit), ' '), said);

function denied(asker: Asker, ask: Ask, command: Command): Outcome {
  if (asker.who.unit !== null || asker.who.id !== null)
    return refuse(
      notAllowed(
        command.followedBy ? `${command.words[0]} ${command.followedBy[0]}` : command.words[0]!,
        command.may,
        ...(command.also ?? []),
      ),
    );
  if (asker.guest) return refuse(notOnRoster('guest'));
  if (asker.unverified) return refuse(notVerified());
  // A leaver, or somebody who joins later: the secretary knows them.
  if (asker.visitor === null) return refuse(notOnRoster('known'));
  const key = `membership/${asker.visitor}`;
  return note(
    ask,
    { kind: 'membership.requested', key, subject: asker.visitor, body: {} },
    notOnRoster('asked'),
  );
}

/** Whether a table that comes with these words is read: the command takes one and the person may use it. */
export function mayBringTable(who: Who, words: string): boolean {
  const [first, ...rest] = withoutName(words);
  const command = find(first?.text ?? '', rest[0]?.text ?? '', false);
  return command?.takesTable === true && may({ who }, command);
}

/** Whether a file that comes with these words is a template for reports: the committee's, with `informe plantilla`. */
export function mayBringTemplate(who: Who, words: string): boolean {
  const [first, second] = withoutName(words);
  const command = find(first?.text ?? '', second?.text ?? '', false);
  return command === report && fold(second?.text ?? '') === 'plantilla' && may({ who }, command);
}

/** Whose files are kept: the committee's, the liaison's, and of a unit's lead those of a sheet; `awaited`: one is waited for. */
export function mayKeepFiles({ levels }: Who, words: string, awaited: boolean): boolean {
  if (inFirstPerson.test(fold(words))) return false;
  if (complaintLike(fold(words)) && find(withoutName(words)[0]?.text ?? '', '', false) !== evidence)
    return false;
  const [first, second] = withoutName(words);
  const called = fold(first?.text ?? '');
  // A roster is people's data and no evidence.
  if (called === 'plantilla') return false;
  if (levels.has('committee') || levels.has('liaison')) return true;
  const ofSheet = called === 'hoja' || (awaited && !find(called, second?.text ?? '', false));
  return ofSheet && levels.has('lead');
}
