import { type Asker, answer } from './answer.ts';
import type { RunningBot } from './bot.ts';
import { localDate } from './calendar.ts';
import { type Body, byServer, type Draft } from './entry.ts';
import { provenBy } from './evidence/items.ts';
import { listed } from './evidence/show.ts';
import { labelOfProven, readTarget } from './evidence/target.ts';
import type { Trouble } from './health.ts';
import { StoreFailed } from './journal.ts';
import type { Message } from './message.ts';
import { forgetPerson, knownAgain } from './operations/forget-person.ts';
import { grantRole } from './operations/grant-role.ts';
import type { Operation, OperationResult } from './operations/schema.ts';
import type { Standing } from './ports.ts';
import type { Programme } from './programme/schema.ts';
import { currentProgramme } from './programme/versions.ts';
import { recordRows } from './records/import.ts';
import type { People } from './roster/identify.ts';
import { planRoster } from './roster/plan.ts';
import type { CurrentMember, RosterFact, RosterPlan } from './roster/types.ts';
import { sheetOf } from './sheets/content.ts';
import { registers } from './texts/cli.ts';
import { namelessPerson } from './texts/common.ts';
import { evidenceLine, evidenceTexts } from './texts/evidence.ts';
import { cellError, confirmText, confirmWords, planLines, refusedLines } from './texts/roster.ts';
import { printed } from './texts/sheets.ts';
import type { View } from './view.ts';

export { type Operation, type OperationResult, operationSchema, resultSchema } from './operations/schema.ts';

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
      return importRoster(context, operation);
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

async function importRoster(
  { bot, programme, fresh }: OperationContext,
  { rows, complete, simulate, typed, readmit }: Extract<Operation, { op: 'import-roster' }>,
): Promise<OperationResult> {
  const today = bot.today();
  return bot.journal.submit<OperationResult>((view) => {
    const members = membersOf(view, bot);
    const defaultJoin = members.length === 0 ? `${programme.year}-01-01` : today;
    const result = planRoster(rows, members, {
      today,
      complete,
      newId: fresh,
      defaultJoin: defaultJoin < today ? defaultJoin : today,
      forgotten: knownAgain(bot.people),
      ...(readmit && { readmit: new Set(readmit) }),
    });
    if (!result.ok) return { drafts: [], value: { ok: false, lines: refusedLines(result.errors) } };
    const plan = withKeptIds(result.plan, bot.people.people());
    const lines = planLines(plan, { simulated: simulate, most: shownNames });
    if (!simulate && plan.needsConfirmation && typed !== confirmWords(plan))
      return {
        drafts: [],
        value: {
          ok: false,
          lines: [...planLines(plan, { simulated: true, most: shownNames }), confirmText(plan)],
          confirm: confirmWords(plan),
        },
      };
    if (simulate) return { drafts: [], value: { ok: true, lines } };
    return { drafts: rosterDrafts(view, plan.drafts), people: plan.people, value: { ok: true, lines } };
  });
}

/**
 * Somebody whose data were kept when the ledger then took nothing is the same person at the next attempt: an employee
 * number belongs to one.
 */
function withKeptIds(plan: RosterPlan, { all }: People): RosterPlan {
  const byNumber = new Map(all.map(({ number, id }) => [number, id]));
  const kept = new Map(plan.people.map(({ id, number }) => [id, byNumber.get(number) ?? id]));
  const same = (id: string): string => kept.get(id) ?? id;
  return {
    ...plan,
    people: plan.people.map((p) => ({ ...p, id: same(p.id) })),
    drafts: plan.drafts.map((d) => ({ ...d, person: same(d.person) })),
  };
}

/** Roster facts as entries; a fact that happens again (somebody comes back on the same day) gets a number. */
export function rosterDrafts(view: View, facts: readonly RosterFact[]): Draft[] {
  const taken = new Set<string>();
  return facts.map(({ kind, person, unit, on }) => {
    const base = `roster/${person}/${kind.slice('roster.'.length)}/${on}`;
    let key = base;
    for (let n = 1; view.keys.has(key) || taken.has(key); n += 1) key = `${base}/${n}`;
    taken.add(key);
    return {
      kind,
      key,
      body: unit === null ? ({} as Body) : { unit },
      ...byServer(person, on),
    };
  });
}

/** Everybody who ever was on the roster, with their latest time on it; those who were forgotten without a name. */
function membersOf(view: View, bot: RunningBot): CurrentMember[] {
  const { byId } = bot.people.people();
  return [...view.roster.entries()].flatMap(([id, stints]) => {
    const person = byId(id) ?? (view.forgotten.has(id) ? namelessPerson(id) : null);
    const last = stints.at(-1);
    if (!person || !last) return [];
    const joined = stints.findLast((s, i) => i === 0 || stints[i - 1]!.to !== s.from) ?? last;
    return [{ person, unit: last.unit, joinedOn: joined.from, leftOn: last.to }];
  });
}

/** A list made on paper: each row as `registrar` would take it, all of them or none. */
async function importRecords(
  context: OperationContext,
  { rows, simulate, accredited }: Extract<Operation, { op: 'import-records' }>,
): Promise<OperationResult> {
  const read = recordRows(rows, context.bot.today());
  const bad = read.flatMap((r) => ('problems' in r ? r.problems.map(cellError) : []));
  if (bad.length > 0) return { ok: false, lines: [registers.refused(bad.length), ...bad] };
  const results = await Promise.all(
    read.flatMap((r) => ('problems' in r ? [] : [recordRow(context, r, { simulate, accredited })])),
  );
  return { ok: true, lines: [...results, registers.done(results.length, simulate)] };
}

/** One row, as `registrar` would take it; gives the line that says what became of it. */
function recordRow(
  { bot, programme, now, fresh }: OperationContext,
  { row: line, number, words }: { row: number; number: string; words: string },
  { simulate, accredited }: { simulate: boolean; accredited: boolean },
): Promise<string> {
  return bot.journal.submit((view) => {
    const { drafts, texts, reply } = answer(
      { ...serverAsker({ bot, programme, now, fresh }, view), accredited },
      { words: `registrar ${number} ${words}` },
    );
    const value = registers.line(line, drafts.length > 0, reply.message.summary);
    if (simulate) return { drafts: [], value };
    return { drafts, texts, value };
  });
}

/** The server's command line asks as the committee does. */
function serverAsker({ bot, programme, now, fresh }: Omit<OperationContext, 'trouble'>, view: View): Asker {
  const at = now();
  return {
    view,
    programme,
    people: bot.people.people(),
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
    visitor: null,
  };
}

/** A file on the server as evidence, as `evidencia` would take it with that file attached. */
async function addEvidence(
  context: OperationContext,
  { name, base64, target, on }: Extract<Operation, { op: 'add-evidence' }>,
): Promise<OperationResult> {
  const { bot } = context;
  const before = readTarget({ programme: context.programme, view: bot.journal.view() }, target);
  if (before === null) return { ok: false, lines: [evidenceTexts.noTarget(target).summary] };
  const bytes = Buffer.from(base64, 'base64');
  const open = async () =>
    (async function* () {
      yield bytes;
    })();
  const sent = await bot.receive([{ name, bytes: bytes.length, open }]);
  return bot.journal.submit<OperationResult>((view) => {
    const words = `evidencia ${target} ${on ?? ''}`;
    const { drafts, texts, reply } = answer({ ...serverAsker(context, view), sent }, { words });
    const ok = sent.kept.length > 0 && !('fieldErrors' in reply);
    return { drafts, texts, value: { ok, lines: linesOf(reply.message) } };
  });
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
