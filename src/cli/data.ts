import { localDate } from '../calendar.ts';
import type { Config } from '../config.ts';
import { askRunning } from '../control.ts';
import { step } from '../fold.ts';
import { type LoadedProgramme, loadProgramme } from '../open/programme.ts';
import { openReader } from '../open/store.ts';
import { loadView } from '../open/view.ts';
import { earlier } from '../owed.ts';
import type { StoreReader } from '../ports/store.ts';
import type { Programme } from '../programme/schema.ts';
import { currentProgramme, programmeOfYear, versionOn, yearsKnown } from '../programme/versions.ts';
import { Refused } from '../refused.ts';
import { cli as texts } from '../texts/cli.ts';
import { programmeErrorLine } from '../texts/programme.ts';
import { emptyView, type View } from '../view.ts';
import { commandConfig } from './which.ts';

/** What a command that only reads works on, beside a running bot. */
export interface Reading extends LoadedProgramme {
  readonly config: Config;
  readonly reader: StoreReader;
}

/** Opens configuration, programme and data for reading. */
export async function openReading(of?: Config): Promise<Reading> {
  const config = of ?? (await commandConfig());
  const loaded = await loadProgramme(config.programmePath, programmeErrorLine);
  return { ...loaded, config, reader: await openReader(config) };
}

/** The day it is: of PAT_NOW, else of the running bot's clock, else of real time. */
export async function todayOf({ config, programme }: Reading): Promise<string> {
  if (config.now) return localDate(config.now, programme.timeZone);
  const running = await askRunning(config.dataDir, { op: 'status' }).catch(() => null);
  return running?.today ?? localDate(new Date(), programme.timeZone);
}

/** The programme that is asked for by year or id, in the version in force on `asOf`; today's where none is named. */
export function programmeAsked(
  { programme }: Reading,
  view: View,
  {
    said,
    today,
    asOf,
  }: { readonly said?: string | undefined; readonly today: string; readonly asOf?: string | undefined },
): { readonly programme: Programme; readonly asOf: string } {
  const years = yearsKnown(view, programme);
  const named = years
    .map((y) => programmeOfYear(view, programme, y, today)!)
    .find((p) => said === String(p.year) || said === p.id);
  if (said !== undefined && !named) throw new Refused(texts.badProgramme(said, years), 2);
  const day = asOf ?? (named ? earlier(today, named.closes) : today);
  const found = named ?? currentProgramme(view, programme, day);
  return { programme: versionOn(view, found, day), asOf: day };
}

/** The view of what is on disk; `knownOn` leaves out what was recorded after that day. */
export async function readView({ reader, programme }: Reading, knownOn?: string): Promise<View> {
  const committee = programme.committee.id;
  const view = (knownOn === undefined ? await loadView(reader, committee) : undefined) ?? emptyView();
  for await (const entry of reader.read(committee, view.head.seq + 1))
    if (knownOn === undefined || localDate(new Date(entry.recordedAt), programme.timeZone) <= knownOn)
      step(view, entry);
  return view;
}
