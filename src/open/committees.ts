import type { Logger } from 'pino';
import { ownChat } from '../committees/own-chat.ts';
import { createRouter, type Router, type Served } from '../committees/router.ts';
import type { Config } from '../config.ts';
import type { CommitteeSetup, Deployment } from '../deployment.ts';
import { createHealth, type Part } from '../health.ts';
import { createPaces } from '../outbox/pace.ts';
import { createPress } from '../papers/press.ts';
import { hanging } from '../pictures/gallery.ts';
import type { Chat } from '../ports/chat.ts';
import type { Connection } from '../ports/connection.ts';
import type { AccountId } from '../ports/directory.ts';
import type { Metrics, Standing } from '../ports/metrics.ts';
import type { Store } from '../ports/store.ts';
import type { View } from '../view.ts';
import { type Opened, openCommittee } from './committee.ts';
import { openStore } from './store.ts';

export interface CommitteesOptions {
  readonly committees: Deployment['committees'];
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly clockStart: (setup: CommitteeSetup, view: View | null) => Date | null;
  readonly onWait: (holder: { readonly pid: number }) => void;
  /** The platforms that are on. */
  readonly platforms: () => Standing['platforms'];
}

/** A committee that runs. */
export interface RunningCommittee extends Opened, CommitteeSetup {
  readonly committee: string;
  /** Its id where there are others, null where it needs no name. */
  readonly label: string | null;
  readonly tokenPrefix: string;
  standing(): Standing;
  /** Its lines of /readyz. */
  parts(): Part[];
  /** A platform as it speaks there; null where it does not. */
  chatOn(connection: Connection): Chat | null;
  /** Sees to what is due; never throws. */
  tick(): Promise<void>;
}

export interface RunningCommittees {
  readonly all: readonly RunningCommittee[];
  /** What platforms speak to. */
  readonly router: Router;
  parts(): Part[];
  /** The bytes of a picture of any of them. */
  picture(sha256: string): Promise<AsyncIterable<Uint8Array> | null>;
  close(): Promise<void>;
}

type PlatformName = AccountId['platform'];

/** Opens every committee of the deployment, each in its own place. What fails closes what was opened. */
export async function openCommittees(options: CommitteesOptions): Promise<RunningCommittees> {
  const { committees: setups } = options;
  const several = setups.length > 1;
  const press = createPress();
  const inTurn = turns();
  const paces = createPaces(Date.now);
  const stores: Store[] = [];
  const all: RunningCommittee[] = [];
  const served: Served[] = [];
  const configOf = (id: string): Config | undefined =>
    setups.find(({ programme }) => programme.committee.id === id)?.config;
  const open = async (config: Config, committees: readonly string[], log: Logger): Promise<Store> => {
    const { onWait } = options;
    const store = await openStore({ config, committees, log, onWait, configOf });
    stores.push(store);
    return store;
  };
  async function close(): Promise<void> {
    // The snapshots of many need not wait for each other.
    await Promise.all(all.map((of) => of.close()));
    await press.close();
    for (const store of stores) await store.close();
  }
  try {
    const [{ config: any }] = setups;
    const ids = setups.map(({ programme }) => programme.committee.id);
    // A database is one for all; otherwise each has a folder of its own.
    const shared = any.database === null ? null : await open(any, ids, options.log);
    for (const setup of setups) {
      const { config, programme } = setup;
      const committee = programme.committee.id;
      const label = several ? committee : null;
      const log = several ? options.log.child({ committee }) : options.log;
      const store = shared ?? (await open(config, [committee], log));
      const metrics = options.metrics.of(label);
      const tokenPrefix = several ? `${committee}_` : '';
      const opened = await openCommittee(store, {
        ...setup,
        ...{ log, metrics, press, inTurn, paces, tokenPrefix },
        clockStart: (view) => options.clockStart(setup, view),
        channelTakenBy: ({ account: { platform, tenant }, home, channel }) => {
          const others = here(platform, home ?? tenant).filter(({ id }) => id !== committee);
          const owner = channel === null ? undefined : others.find(({ bot }) => bot.owns(platform, channel));
          return owner?.name ?? null;
        },
      });
      served.push({
        id: committee,
        name: programme.committee.shortName,
        bot: opened.bot,
        admins: config.admins,
        homes: { slack: config.slack?.team ? [config.slack.team] : [], teams: config.teams?.tenants ?? [] },
        now: opened.now,
      });
      all.push(running({ ...setup, ...opened, committee, label, tokenPrefix }, log));
    }
  } catch (error) {
    await close();
    throw error;
  }

  function here(platform: PlatformName, home: string): readonly Served[] {
    return served.filter(({ homes }) => homes[platform].includes(home));
  }

  function running(
    opened: Opened & CommitteeSetup & Pick<RunningCommittee, 'committee' | 'label' | 'tokenPrefix'>,
    log: Logger,
  ): RunningCommittee {
    const { bot, backups, fileWatch, committee, config, gallery, label } = opened;
    const health = createHealth({ ...opened, log, clock: Date.now });
    let lastTick: number | null = null;
    const tick = async (): Promise<void> => {
      if ((await health.check()) && opened.isSender()) {
        backups.check();
        fileWatch.check();
        await bot.tick();
      }
      lastTick = Date.now() / 1000;
    };
    return {
      ...opened,
      standing() {
        const { head, paused } = bot.journal.view();
        const last = backups.state().last;
        return {
          entries: head.seq,
          storageOk: opened.trouble() === null,
          paused: paused !== null,
          lastTick,
          lastBackup: last && last.getTime() / 1000,
          platforms: options.platforms(),
        };
      },
      parts: () =>
        [health.part(), backups.part(), fileWatch.part()].flatMap((part) =>
          part === null ? [] : [label === null ? part : { ...part, name: `${part.name} ${label}` }],
        ),
      chatOn({ chat: any, chatIn }) {
        const own = config[any.platform];
        if (own === null && !config.demo) return null;
        const [home = ''] = served.find(({ id }) => id === committee)!.homes[any.platform];
        const chat = (chatIn ? chatIn(home) : any) ?? any;
        const mark = here(chat.platform, home).length > 1 ? committee : null;
        return hanging(ownChat(chat, { home, mark }), gallery);
      },
      tick: () => tick().catch((error: unknown) => log.error({ err: error }, 'tick failed')),
    };
  }

  return {
    all,
    router: several ? createRouter(served) : alone(all[0]!),
    parts() {
      const parts = all.map((of) => of.parts());
      // One committee's trouble keeps nobody else out.
      const works = several && parts.some((own) => own.every((part) => part.ok || part.advisory));
      return parts.flat().map((part) => (works && !part.ok ? { ...part, advisory: true } : part));
    },
    async picture(sha256) {
      for (const { gallery } of all) {
        const found = await gallery.open(sha256);
        if (found) return found;
      }
      return null;
    },
    close,
  };
}

/** The one committee is meant by everybody. */
const alone = ({ bot }: Opened): Router => bot;

/** One after the other. */
function turns() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work, work);
    last = mine.catch(() => {});
    return mine;
  };
}
