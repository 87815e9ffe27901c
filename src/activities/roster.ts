import { type Ask, type Command, type Outcome, origin, refuse, say } from '../ask.ts';
import { fold } from '../input/words.ts';
import type { Paper } from '../papers/paper.ts';
import { correctRoster } from '../roster/correct.ts';
import { changesTable, rosterTable } from '../roster/export.ts';
import { importRoster } from '../roster/import.ts';
import type { RosterPlan } from '../roster/types.ts';
import { changes, shownLines, roster as texts } from '../texts/roster-chat.ts';
import { unreadable } from '../texts/uploads.ts';
import { tableBytes, type Upload } from '../uploads.ts';
import { rosterOn } from '../view/roster.ts';
import { unitsOn } from './progress.ts';
import { phrase } from './when.ts';

/** The plantilla: how many people in which unit, its import from a file with a preview, and its download. */
export const roster: Command = {
  words: ['plantilla'],
  may: 'secretary',
  takesTable: true,
  run(ask) {
    const [first, ...rest] = ask.tokens;
    switch (fold(first?.text ?? '')) {
      case 'descargar':
        return download(ask);
      case 'corregir':
        return correctRoster({ ...ask, tokens: rest });
      case 'confirmar':
        return confirm({ ...ask, tokens: rest });
      case 'importar':
        return ask.upload ? preview(ask, ask.upload, isComplete(ask)) : refuse(texts.how());
      case '':
        return ask.upload ? preview(ask, ask.upload, false) : show(ask);
      default:
        return refuse(texts.how());
    }
  },
};

const isComplete = (ask: Ask): boolean =>
  ask.tokens.some((t) => !t.quoted && /^-{0,2}complet[oa]$/.test(fold(t.text)));

function show(ask: Ask): Outcome {
  const units = [...unitsOn(ask.view, ask.today)].sort(([a], [b]) => a.localeCompare(b, 'es'));
  return say(texts.show(rosterOn(ask.view, ask.today).size, units, ask.today));
}

/** What the file would do; nothing is recorded before its button or form is used. */
function preview(ask: Ask, { table, name, token }: Upload, complete: boolean): Outcome {
  if (!table.ok) return refuse(texts.unreadable(name, unreadable(table, tableBytes)));
  const done = importRoster(sceneOf(ask), { rows: table.rows, complete });
  if (!done.ok) return refuse(texts.refused(done.errors));
  return { ...say(texts.preview(done.plan, token, complete)), papers: inFull(ask, done.plan) };
}

/** `confirmar TOKEN [completo] ["dar de baja a 59"]`: the plan is made again, from the roster as it is now. */
function confirm(ask: Ask): Outcome {
  const [token, ...rest] = ask.tokens;
  const upload = ask.uploaded(token?.text ?? '');
  if (!upload?.table.ok) return refuse(texts.gone());
  const complete = isComplete(ask);
  const typed =
    ask.fields?.typed ?? phrase(rest.filter((t) => t.quoted || !/^-{0,2}complet[oa]$/.test(fold(t.text))));
  const done = importRoster(sceneOf(ask), { rows: upload.table.rows, complete, typed });
  if (!done.ok) return refuse(texts.refused(done.errors));
  if (done.unconfirmed) return refuse(texts.notTyped(done.plan), ask.fields ? 'typed' : undefined);
  const { plan, drafts, people } = done;
  return { ...say(texts.done(plan)), drafts, people, papers: inFull(ask, plan) };
}

const sceneOf = (ask: Ask) => ({
  ...{ view: ask.view, programme: ask.programme, people: ask.people, forgotten: ask.forgotten },
  ...{ today: ask.today, fresh: ask.fresh },
  by: origin(ask),
});

/** A workbook of all changes, where the message shows only the first. */
function inFull(ask: Ask, plan: RosterPlan): Paper[] {
  const longest = Math.max(plan.added.length, plan.changed.length, plan.moved.length, plan.ended.length);
  if (longest <= shownLines || changes(plan) === 0) return [];
  return [{ type: 'workbook', name: texts.changesFile(ask.today), tables: [changesTable(plan)] }];
}

function download(ask: Ask): Outcome {
  const table = rosterTable(ask.view, ask.people, ask.today);
  const paper: Paper = { type: 'workbook', name: texts.file(ask.today), tables: [table] };
  return { ...say(texts.download(table.rows.length, ask.today)), papers: [paper] };
}
