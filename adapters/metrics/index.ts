import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Metrics, Standing } from '../../src/ports/metrics.ts';

export interface MetricsOptions {
  readonly version: string;
  /** Read at each scrape: how each committee stands, by its id; by null where it is the only one. */
  readonly standing: () => ReadonlyMap<string | null, Standing>;
}

/** Status under which a post is counted, by what its entry says. */
const postStatus: Readonly<Record<string, (body: Readonly<Record<string, unknown>>) => string>> = {
  'post.claimed': () => 'claimed',
  'post.settled': ({ status }) => String(status),
  'post.missed': () => 'missed',
};

const labelled = (committee: string | null) => (committee === null ? {} : { committee });

/**
 * What a Prometheus server can scrape: counts, times and sizes of this process, never a person, a name or a text. Labels come
 * from fixed lists.
 */
export function createMetrics({ version, standing }: MetricsOptions): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'pat_requests_total',
    help: 'Requests by command and outcome (recorded, answered, refused, failed)',
    labelNames: ['committee', 'command', 'outcome'],
    registers,
  });
  const entries = new Counter({
    name: 'pat_entries_appended_total',
    help: 'Entries appended to the ledger by this process, by kind',
    labelNames: ['committee', 'kind'],
    registers,
  });
  const posts = new Counter({
    name: 'pat_posts_total',
    help: 'What the bot says of its own accord, by what became of it',
    labelNames: ['committee', 'status'],
    registers,
  });
  const appends = new Histogram({
    name: 'pat_append_seconds',
    help: 'Time until a batch of entries is on disk',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers,
  });
  new Gauge({
    name: 'pat_build_info',
    help: 'Always 1; the version is in the label',
    labelNames: ['version', 'node'],
    registers,
  }).set({ version, node: process.versions.node }, 1);
  gauge('pat_entries', 'Entries in the ledger', (s) => s.entries);
  gauge('pat_storage_ok', '1 while records can be stored', (s) => Number(s.storageOk));
  gauge('pat_paused', '1 while a restore waits to be confirmed', (s) => Number(s.paused));
  gauge('pat_last_tick_timestamp_seconds', 'When the bot last looked at what is due', (s) => s.lastTick);
  gauge('pat_last_backup_timestamp_seconds', 'When the newest whole backup was taken', (s) => s.lastBackup);
  new Gauge({
    name: 'pat_platform_connected',
    help: '1 while a platform is connected',
    labelNames: ['platform'],
    registers,
    collect() {
      this.reset();
      // Platforms are the process's own.
      const [now] = standing().values();
      for (const { name, ok } of now?.platforms ?? []) this.set({ platform: name }, Number(ok));
    },
  });

  function gauge(name: string, help: string, value: (now: Standing) => number | null): void {
    new Gauge({
      name,
      help,
      labelNames: ['committee'],
      registers,
      collect() {
        this.reset();
        for (const [committee, of] of standing()) {
          const now = value(of);
          if (now !== null) this.set(labelled(committee), now);
        }
      },
    });
  }

  return {
    of(committee) {
      const own = labelled(committee);
      return {
        request: (command, outcome) => requests.inc({ ...own, command, outcome }),
        appended(list, seconds) {
          appends.observe(seconds);
          for (const { kind, body } of list) {
            entries.inc({ ...own, kind });
            const status = postStatus[kind]?.(body);
            if (status !== undefined) posts.inc({ ...own, status });
          }
        },
      };
    },
    text: async () => ({ type: registry.contentType, body: await registry.metrics() }),
  };
}
