import { type Ask, type Command, type Outcome, refuse, say } from '../ask.ts';
import { fold, lookUp } from '../input/words.ts';
import type { RoleName } from '../kinds/people.ts';
import { registered } from '../records/each.ts';
import { roleNames, register as texts } from '../texts/committee.ts';
import { helpLines, help as helpText, thanks } from '../texts/help.ts';
import { demoTexts } from '../texts/personal.ts';
import { officesOn, unitOn } from '../view/roster.ts';
import { type Level, levels } from '../who.ts';

/** Whether somebody may use a command; deny is the default. */
export const may = (ask: Pick<Ask, 'who'>, c: Command): boolean => as(c, ask.who.levels) !== null;

/** As who somebody with these levels may use a command, null when they may not. */
const as = (c: Command, mine: ReadonlySet<Level>): Level | null =>
  [c.may, ...(c.also ?? [])].find((level) => mine.has(level)) ?? null;

/** What this person can do, with examples. The list of commands is handed in: it contains this one. */
export function help(commands: () => readonly Command[]): Command {
  return {
    words: ['ayuda', 'help', 'hola', 'menu', '?'],
    may: 'anyone',
    public: true,
    run(ask) {
      // What others read along is the same whoever asks.
      const mine: ReadonlySet<Level> = ask.overheard ? new Set(['anyone', 'employee']) : ask.who.levels;
      const shown = commands().filter((c) => !c.hidden && (ask.demo || !c.demo));
      const sections = levels.map((level) => ({
        level,
        lines: shown.filter((c) => as(c, mine) === level).map((c) => helpLines[c.words[0]!]!),
      }));
      const message = helpText(
        ask.programme,
        sections.filter((s) => s.lines.length > 0),
        ask.overheard || ask.who.unit !== null,
      );
      return { ...say(message), reply: { message, visibility: 'public' } };
    },
  };
}

/** `registrar 01234 capacitacion …`: any registrable command for a person without a chat account. */
export function register(commands: () => readonly Command[]): Command {
  return {
    words: ['registrar', 'registra'],
    may: 'committee',
    run(ask) {
      const [number, word, ...rest] = ask.tokens;
      if (!number || !word) return refuse(texts.how());
      const person = registered(ask, number.text);
      if (!person) return refuse(texts.noPerson(number.text));
      const command = commands().find((c) => c.registrable && c.words.includes(fold(word.text)));
      if (!command) return refuse(texts.notThat(word.text));
      const outcome = command.run({ ...ask, subject: person.id, behalf: true, tokens: rest });
      return forSomebody(outcome, `registrar ${number.text} `);
    },
  };
}

/** A form that opens for somebody else must stand for the words with that person's number. */
function forSomebody(outcome: Outcome, prefix: string): Outcome {
  const { open, message } = outcome.reply;
  if (!open) return outcome;
  const form = { ...open, words: prefix + open.words };
  const blocks = message.blocks.map((b) => (b.type === 'form' ? { ...b, form } : b));
  return { ...outcome, reply: { ...outcome.reply, open: form, message: { ...message, blocks } } };
}

const roleWords: Readonly<Record<string, RoleName>> = {
  secretaria: 'secretary',
  secretario: 'secretary',
  presidencia: 'president',
  vocal: 'member',
  enlace: 'liaison',
  responsable: 'unit-lead',
};

const pleased = ['gracias', 'muchas', 'ok', 'okey', 'perfecto'];

/** What people say when they were answered; with anything else after it they ask for that, and must not be thanked for it. */
export const thanked: Command = {
  words: pleased,
  followedBy: ['', 'por', 'a', ...pleased],
  may: 'anyone',
  hidden: true,
  run: () => say(thanks()),
};

/** The demo's switch: who one is. Only sample people are there. */
export const become: Command = {
  words: ['soy'],
  may: 'anyone',
  demo: true,
  run(ask) {
    const said = fold(ask.tokens.map((t) => t.text).join(' '));
    const wanted = lookUp(roleWords, said);
    const onRoster = ask.people.all.filter((p) => unitOn(ask.view, p.id, ask.today) !== null);
    const offices = (id: string) => officesOn(ask.view, id, ask.today);
    const person = wanted
      ? onRoster.find((p) => offices(p.id).some((o) => o.role === wanted))
      : ['empleada', 'empleado', 'persona empleada'].includes(said)
        ? onRoster.find((p) => p.email !== null && offices(p.id).length === 0)
        : onRoster.find((p) => p.number === said);
    if (!person)
      return refuse(demoTexts.how(['empleada', 'secretaria', 'vocal', 'enlace', 'responsable', '01234']));
    const role = offices(person.id)[0]?.role;
    return {
      ...say(
        demoTexts.now(person.name, role ? roleNames[role] : (unitOn(ask.view, person.id, ask.today) ?? '')),
      ),
      become: person.id,
    };
  },
};
