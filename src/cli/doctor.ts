import type { Config } from '../config.ts';
import { askRunning } from '../control.ts';
import type { Programme } from '../programme/schema.ts';
import { runningProgrammes } from '../programme/versions.ts';
import { doctorTexts as texts } from '../texts/cli.ts';
import { damagePlace } from '../texts/storage.ts';
import { rosterOn } from '../view/roster.ts';
import type { View } from '../view.ts';
import { hasSecretary } from '../who.ts';
import { openReading, type Reading, readView, todayOf } from './data.ts';
import { upkeepFindings } from './doctor-upkeep.ts';
import { commandConfigs } from './which.ts';

/** One line of `pat doctor`. */
export interface Finding {
  readonly mark: 'ok' | 'warn' | 'missing';
  readonly what: string;
  readonly how?: string;
}

/** `pat doctor`: what is configured, what is missing, and how to mend it. False when something is missing. */
export async function doctor(say: (text: string) => void): Promise<boolean> {
  let ok = true;
  for (const { config, title } of await commandConfigs()) {
    if (title !== null) say(title);
    ok = (await doctorOf(await openReading(config), say)) && ok;
  }
  return ok;
}

async function doctorOf(reading: Reading, say: (text: string) => void): Promise<boolean> {
  const findings = await findingsOf(reading);
  for (const { mark, what, how } of findings)
    say(`${texts[mark]} ${what}${mark !== 'ok' && how ? `\n    ${how}` : ''}`);
  return findings.every((f) => f.mark !== 'missing');
}

async function findingsOf(reading: Reading): Promise<Finding[]> {
  const { config, programme } = reading;
  const [major, minor] = process.versions.node.split('.').map(Number) as [number, number];
  const goodNode = major > 20 || (major === 20 && minor >= 20);
  const ledger = await reading.reader.verify(programme.committee.id);
  const view = ledger.ok ? await readView(reading) : null;
  const today = await todayOf(reading);
  const running = (await askRunning(config.dataDir, { op: 'status' }).catch(() => null)) !== null;
  const listed = isListed(config);
  const mode = config.slack ? (config.slack.signingSecret ? 'HTTP' : 'Socket Mode') : null;
  return [
    { mark: goodNode ? 'ok' : 'missing', what: texts.node(process.versions.node), how: texts.oldNode },
    { mark: 'ok', what: texts.programme(programme.title, programme.id) },
    {
      mark: 'ok',
      what: config.database ? texts.database(config.database.filesDir) : texts.data(config.dataDir),
    },
    ledger.ok
      ? { mark: 'ok', what: texts.ledger(ledger.entries) }
      : { mark: 'missing', what: texts.ledgerBad(damagePlace(ledger)), how: texts.ledgerHow },
    { mark: running ? 'ok' : 'warn', what: texts.running(running), how: texts.runningHow },
    ...(config.demo ? [{ mark: 'warn', what: texts.demo } as const] : []),
    {
      mark: mode ? 'ok' : 'warn',
      what: texts.slack(mode),
      how: listed ? texts.listedHow('slack') : texts.slackHow,
    },
    {
      mark: config.teams ? 'ok' : 'warn',
      what: texts.teams(config.teams !== null),
      how: listed ? texts.listedHow('teams') : texts.teamsHow,
    },
    ...(await upkeepFindings(config, programme.committee.id, view, today)),
    ...(view === null ? [] : recorded(reading, view, today)),
    ...(config.demo
      ? []
      : [
          {
            mark: config.publicUrl.startsWith('https://') ? 'ok' : 'warn',
            what: texts.publicUrl(config.publicUrl),
            how: texts.publicUrlHow,
          } as const,
        ]),
  ];
}

/** Whether a file of committees says what the environment says of a single one. */
const isListed = ({ committeesPath }: Config): boolean => committeesPath !== null;

/** What only a sound ledger tells. */
function recorded({ config, programme }: Reading, known: View, today: string): Finding[] {
  const listed = isListed(config);
  const people = rosterOn(known, today).size;
  const secretary = hasSecretary(known, today);
  const someone = secretary || config.admins.length > 0;
  return [
    {
      mark: people > 0 ? 'ok' : 'missing',
      what: texts.roster(people),
      how: texts.rosterHow(listed ? programme.committee.id : null),
    },
    ...years(programme, known, today),
    ...channelFindings(config, known),
    {
      mark: someone ? 'ok' : 'missing',
      what: texts.admins(config.admins.length, secretary),
      how: texts.adminsHow(listed),
    },
  ];
}

/** The programmes in force, and a file that the committee's decisions overrule. */
function years(programme: Programme, known: View, today: string): Finding[] {
  const inForce = runningProgrammes(known, programme, today);
  return [
    inForce.length > 0
      ? { mark: 'ok', what: texts.inForce(inForce.map((p) => p.title)) }
      : { mark: 'warn', what: texts.noneInForce, how: texts.noneInForceHow },
    ...[...known.adopted.entries()].flatMap(([id, { overruled }]): Finding[] =>
      overruled === null
        ? []
        : [{ mark: 'warn', what: texts.overruled(id, overruled), how: texts.overruledHow }],
    ),
  ];
}

/** Where the committee's messages and everybody's go, for each platform that is on. */
function channelFindings(config: Config, known: View): Finding[] {
  return (['slack', 'teams'] as const).flatMap((platform) => {
    if (config[platform] === null) return [];
    return (['committee', 'general'] as const).map((audience): Finding => {
      const id = known.channels.get(`${platform}/${audience}`) ?? config.channels[audience][platform];
      const word = audience === 'committee' ? 'comite' : 'general';
      const elsewhere = isListed(config)
        ? texts.channelListed(`channels.${audience}.${platform}`)
        : texts.channelVariable(`PAT_${audience.toUpperCase()}_CHANNEL_${platform.toUpperCase()}`);
      return {
        mark: id ? 'ok' : 'missing',
        what: texts.channel(platform, word, id ?? null),
        how: texts.channelHow(platform, word, elsewhere),
      };
    });
  });
}
