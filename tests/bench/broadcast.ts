/**
 * A reminder to everybody of a very large institution, in simulated time, by the whole bot: what share of a limit that
 * the platform does not tell it uses, how much is refused, and what it costs, which is to hang little on how many they
 * are. Computing takes its time there. Run with `node --import tsx tests/bench/broadcast.ts`; bounds 0.95 and 0.5 %,
 * none missing, none twice.
 */
import { type Entry, type Head, origin } from '../../src/entry.ts';
import type { Ledger } from '../../src/ports/ledger.ts';
import type { Snapshots } from '../../src/ports/snapshots.ts';
import { broadcast } from '../support/broadcasting.ts';
import type { HiddenLimit } from '../support/limits.ts';

const people = Number(process.env.PAT_BENCH_PEOPLE ?? 100_000);
const bounds = { share: 0.95, refused: 0.005, growth: 2 };

/** A ledger in memory that keeps entries as they are: the bench is of what sends. */
function lightLedger(): Ledger & Snapshots {
  const entries: Entry[] = [];
  const head = (): Head => {
    const last = entries.at(-1);
    return last ? { seq: last.seq, hash: last.hash } : origin;
  };
  return {
    head: async () => head(),
    async *read(_, from) {
      for (let at = Math.max(0, from - 1); at < entries.length; at += 1) yield entries[at]!;
    },
    async append(_, after, fresh) {
      if (head().seq !== after.seq) return 'conflict';
      for (const entry of fresh) entries.push(entry);
      return 'appended';
    },
    saveSnapshot: async () => {},
    loadSnapshot: async () => null,
    close: async () => {},
  };
}

const platforms: readonly ['slack' | 'teams', HiddenLimit][] = [
  ['slack', { perSecond: 15, burst: 60 }],
  ['teams', { perSecond: 45, burst: 60 }],
];

/** One broadcast; the processor's milliseconds for each message. */
async function run(platform: 'slack' | 'teams', limit: HiddenLimit, people: number): Promise<number> {
  const [began, used] = [performance.now(), process.cpuUsage()];
  const b = await broadcast({
    ...{ people: people - 1, platform, limit },
    ledger: lightLedger(),
    computing: true,
  });
  const { user, system } = process.cpuUsage(used);
  const cost = (user + system) / 1000 / people;
  const { sent = 0 } = b.counts();
  const twice = [...b.got.values()].filter((n) => n > 1).length;
  const [share, refused] = [b.bucket.share(), b.bucket.refusals()];
  console.log(
    `broadcast to ${people} people, ${platform} at ${limit.perSecond}/s: ${share.toFixed(3)} of the allowed rate (bound ${bounds.share}), ${(refused * 100).toFixed(2)} % refused (bound ${bounds.refused * 100} %), ${people - sent} missing, ${twice} twice; ` +
      `${((b.bucket.last - b.bucket.first) / 60_000).toFixed(0)} simulated minutes in ${((performance.now() - began) / 1000).toFixed(0)} s, ${cost.toFixed(2)} ms of processor a message`,
  );
  good &&= share >= bounds.share && refused <= bounds.refused && sent === people && twice === 0;
  return cost;
}

let good = true;
for (const [platform, limit] of platforms) {
  const few = await run(platform, limit, Math.ceil(people / 10));
  const ratio = (await run(platform, limit, people)) / few;
  console.log(
    `a message to one of ${people} costs ${ratio.toFixed(2)} times one to one of ${Math.ceil(people / 10)} (bound ${bounds.growth})`,
  );
  good &&= ratio <= bounds.growth;
}
process.exitCode = good ? 0 : 1;
