import { commands } from './activities/index.ts';
import { type Asker, answer } from './answer.ts';
import type { Ask } from './ask.ts';
import type { RunningBot } from './bot.ts';
import { localDate } from './calendar.ts';
import { provenBy } from './evidence/items.ts';
import { listed } from './evidence/show.ts';
import { labelOfProven, readTarget } from './evidence/target.ts';
import type { Trouble } from './health.ts';
import type { Decision } from './journal/decision.ts';
import { StoreFailed } from './journal.ts';
import type { Message } from './message.ts';
import { forgetPerson } from './operations/forget-person.ts';
import { grantRole } from './operations/grant-role.ts';
import type { Operation, OperationResult } from './operations/schema.ts';
import type { Standing } from './ports/metrics.ts';
import type { Programme } from './programme/schema.ts';
import { currentProgramme } from './programme/versions.ts';
import { type ListLine, recordList } from './records/list.ts';
import type { SentFile } from './request.ts';
import { importRoster } from './roster/import.ts';
import { knownAgain } from './roster/known-again.ts';
import { sheetOf } from './sheets/content.ts';
import { registers } from './texts/cli.ts';
import { evidenceLine, evidenceTexts } from './texts/evidence.ts';
import { cellError, confirmText, confirmWords, planLines, refusedLines } from './texts/roster.ts';
import { printed } from './texts/sheets-printed.ts';
import type { View } from './view.ts';

export interface OperationContext {
  readonly bot: RunningBot;
  readonly programme: Programme;
  readonly now: () => Date;
  readonly fresh: () => string;
  /** Why nothing can be recorded now. */
  readonly trouble: () => Trouble | null;
  /** How the running bot stands; nothing where none runs. */
  readonly standing?: () => Standing;
}

const shownNames = 20;

/** Does one operation; what is refused or fails comes back in words, with nothing changed. */
export async function operate(context: OperationContext, operation: Operation): Promise<OperationResult> {
  const failed = (): OperationResult => ({
    ok: false,
    lines: [],
    failed: context.trouble()?.alarm ?? registers.notStored,
  });
  if (operation.op !== 'status' && !context.bot.journal.whole()) return failed();
  try {
    const { bot, programme } = context;
    const inForce = currentProgramme(bot.journal.view(), programme, bot.today());
    return await carryOut({ ...context, programme: inForce }, operation);
  } catch (error) {
    if (error instanceof StoreFailed) return failed();
    throw error;
  }
}

async function carryOut(context: OperationContext, operation: Operation): Promise<OperationResult> {
  switch (operation.op) {
    case 'status':
      return {
        ok: true,
        lines: [],
        today: context.bot.today(),
        ...(context.standing && { standing: context.standing() }),
      };
    case 'sheet': {
      const { bot, programme } = context;
      const sheet = sheetOf(programme, bot.journal.view(), bot.people.people(), operation.sheet);
      return sheet ? { ok: true, lines: [], sheet } : { ok: false, lines: [printed.none(operation.sheet)] };
    }
    case 'import-roster':
      return importRosterRows(context, operation);
    case 'import-records':
      return importRecords(context, operation);
    case 'grant-role':
      return grantRole(context, operation);
    case 'forget-person':
      return forgetPerson(context, operation);
    case 'add-evidence':
      return addEvidence(context, operation);
    case 'list-evidence':
      return listEvidence(context);
  }
}

async function importRosterRows(
  { bot, programme, fresh }: OperationContext,
  { rows, complete, simulate, typed, readmit }: Extract<Operation, { op: 'import-roster' }>,
): Promise<OperationResult> {
  return bot.journal.submit<OperationResult>((view) => {
    const people = bot.people.people();
    const by = { actor: 'cli', platform: 'cli' } as const;
    const forgotten = knownAgain(bot.people);
    const scene = { view, programme, people, forgotten, today: bot.today(), fresh, by };
    const done = importRoster(scene, { rows, complete, typed, readmit });
    if (!done.ok) return { drafts: [], value: { ok: false, lines: refusedLines(done.errors) } };
    const { plan, drafts } = done;
    const lines = planLines(plan, { simulated: simulate || done.unconfirmed, most: shownNames });
    if (simulate) return { drafts: [], value: { ok: true, lines } };
    if (!done.unconfirmed) return { drafts, people: done.people, value: { ok: true, lines } };
    const confirm = confirmWords(plan);
    return { drafts: [], value: { ok: false, lines: [...lines, confirmText(plan)], confirm } };
  });
}

/** A list made on paper: each row as `registrar` would take it, all of them or none. */
async function importRecords(
  context: OperationContext,
  { rows, simulate, accredited }: Extract<Operation, { op: 'import-records' }>,
): Promise<OperationResult> {
  return context.bot.journal.submit<OperationResult>(function* (view) {
    const no = (lines: readonly string[]): Decision<OperationResult> => ({
      drafts: [],
      value: { ok: false, lines: [registers.refused(lines.length), ...lines] },
    });
    const read = yield* recordList(serverAsk(context, view), commands, rows, accredited);
    if (!read.ok) return no(read.errors.map(cellError));
    const lineOf = (l: ListLine) => {
      const recorded = l.what === 'new' || l.what === 'proved';
      // What is only tried has no folio to be told.
      return simulate && recorded
        ? registers.wouldBe(l.row, l.name ?? l.number, l.words)
        : registers.line(l.row, recorded, l.said);
    };
    if (read.refused > 0) return no(read.lines.filter((l) => l.what === 'refused').map(lineOf));
    const lines = [...read.lines.map(lineOf), registers.done(read.lines.length, simulate)];
    const { drafts, texts } = simulate ? { drafts: [], texts: [] } : read;
    return { drafts, texts, value: { ok: true, lines } };
  });
}

/** The server's command line's asker with no words of its own. */
const serverAsk = (context: OperationContext, view: View): Ask => ({
  ...serverAsker(context, view),
  ...{ tokens: [], fields: null, nonce: null, subject: null, behalf: false },
});

/** The server's command line asks as the committee does. */
function serverAsker({ bot, programme, now, fresh }: Omit<OperationContext, 'trouble'>, view: View): Asker {
  const at = now();
  return {
    view,
    programme,
    people: bot.people.people(),
    forgotten: knownAgain(bot.people),
    textOf: bot.people.textOf,
    uploaded: () => null,
    reach: bot.people.reach,
    who: { id: 'cli', person: null, unit: null, levels: new Set(['anyone', 'committee']), leads: [] },
    platform: 'cli',
    account: null,
    channel: null,
    overheard: false,
    generalChannels: 0,
    now: at,
    today: localDate(at, programme.timeZone),
    fresh,
    demo: false,
    guest: false,
    unverified: false,
    visitor: null,
  };
}

/** A file on the server as evidence, as `evidencia` would take it with that file attached. */
async function addEvidence(
  context: OperationContext,
  { content, note, target, on }: Extract<Operation, { op: 'add-evidence' }>,
): Promise<OperationResult> {
  const { bot } = context;
  const before = readTarget({ programme: context.programme, view: bot.journal.view() }, target);
  if (before === null) return { ok: false, lines: [evidenceTexts.noTarget(target).summary] };
  const sent = 'link' in content ? null : await bot.receive([sentFile(content.name, content.base64)]);
  return bot.journal.submit<OperationResult>((view) => {
    const link = 'link' in content ? content.link : '';
    const said = note.replace(/["“-‟«»]/gu, "'");
    const words = `evidencia ${target} ${on ?? ''} ${link} ${said === '' ? '' : `"${said}"`}`;
    const { drafts, texts, reply, refused } = answer(
      { ...serverAsker(context, view), ...(sent && { sent }) },
      { words },
    );
    const ok = !refused && (sent === null || sent.kept.length > 0);
    return { drafts, texts, value: { ok, lines: linesOf(reply.message) } };
  });
}

/** A file of the server as a platform would hand it over. */
function sentFile(name: string, base64: string): SentFile {
  const bytes = Buffer.from(base64, 'base64');
  const open = async () =>
    (async function* () {
      yield bytes;
    })();
  return { name, bytes: bytes.length, open };
}

const linesOf = ({ summary, blocks }: Message): string[] => [
  summary,
  ...blocks.flatMap((b) => (b.type === 'list' ? b.items.map((item) => `  ${item}`) : [])),
];

/** Every piece of evidence that stands, by number. */
async function listEvidence({ bot, programme }: OperationContext): Promise<OperationResult> {
  const view = bot.journal.view();
  const reader = { view, programme, people: bot.people.people(), textOf: bot.people.textOf };
  const all = [...view.evidence.entries()].map(([, e]) => e).filter((e) => e.removedOn === null);
  const lines = all.map((e) => `${evidenceLine(listed(reader, e))} · ${labelOfProven(reader, provenBy(e))}`);
  return { ok: true, lines: lines.length > 0 ? lines : [evidenceTexts.none] };
}
