import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mentions } from '../support/mentions.ts';
import { type Outside, outside } from './world.ts';

const folioIn = (text: unknown): string => /\d{4}-[A-Z]{3}-\d{6}/.exec(String(text))?.[0] ?? '';

/** Stands for another machine's share: a link to it is what is mounted. */
const share = `/dev/shm/pat-test-share-${process.pid}`;
const apart =
  existsSync('/dev/shm') && statSync('/dev/shm').dev !== statSync(process.env.TMPDIR ?? '/tmp').dev;

describe('a bot that is backed up and restored', () => {
  let o: Outside;
  let place: string;
  /** The backup that is restored. */
  let backup: string;
  let told: string[];

  beforeAll(async () => {
    place = join(process.env.TMPDIR ?? '/tmp', `pat-test-backups-${process.pid}`);
    if (apart) {
      mkdirSync(share);
      symlinkSync(share, place);
    }
    o = await outside({ env: { PAT_BACKUP_DIR: place } });
    await o.say(o.slack.ana, 'ayuda');
    await o.say(o.slack.beto, 'ayuda');
    await o.say(o.slack.beto, 'canal comite');
  }, 60_000);
  afterAll(async () => {
    await o.close();
    rmSync(place, { recursive: true, force: true });
    rmSync(share, { recursive: true, force: true });
  });

  const course = async (n: number): Promise<string> =>
    folioIn(await o.say(o.slack.ana, `capacitacion "Curso ${n}" 2024-05-07 2h`));
  const backups = (): string[] => readdirSync(place).filter((name) => name.startsWith('pat-'));
  const watch = () => o.cli(['vigilar']);

  it('backs itself up when there is no backup yet, and tells of its age', async () => {
    await expect.poll(() => backups().length, { timeout: 15_000 }).toBe(1);
    const ready = await (await fetch(`${o.bot.url}/readyz`)).json();
    expect(ready).toMatchObject({ ok: true });
    expect(ready.parts).toContainEqual(
      expect.objectContaining({ name: 'backup', ok: true, detail: expect.stringMatching(/^last 20/) }),
    );
    const doctor = await o.cli(['doctor']);
    expect(doctor.out).toMatch(/✔ Respaldos: 1 en .*, el último hace \d+ min/);
  }, 60_000);

  it('is backed up by hand while people record, and whatever was answered before is in it', async () => {
    told = [await course(1), await course(2)];
    const many = Array.from({ length: 20 }, (_, n) =>
      o.command({ user_id: o.slack.ana, text: `practica papel 2024-04-${String(n + 1).padStart(2, '0')}` }),
    );
    const { code, out } = await o.cli(['respaldo']);
    await Promise.all(many);
    expect(code).toBe(0);
    backup = /Respaldo íntegro en (\S+):/.exec(out)![1]!;
    const kept = readFileSync(join(backup, 'datos/isssteson/ledger/000001.json'), 'utf8');
    for (const folio of told) expect(kept).toContain(folio);
    // What comes after it will be lost.
    const lost = [await course(3), await course(4), await course(5)];
    expect(lost.map((f) => f.slice(-1))).toEqual(['3', '4', '5']);
  }, 60_000);

  it('is not restored while it runs, and a simulation changes nothing', async () => {
    expect(await o.cli(['restaurar', backup])).toMatchObject({
      code: 1,
      err: expect.stringContaining('El bot está en marcha'),
    });
    expect(await o.bot.stop()).toBe(0);
    const simulated = await o.cli(['restaurar', backup, '--simular']);
    expect(simulated).toMatchObject({ code: 0, out: expect.stringContaining('2024-CAP del 3 al 5') });
    expect(simulated.out).toContain('no se cambió nada');
    expect(readdirSync(join(o.dir, 'data')).filter((name) => name.startsWith('reemplazado'))).toEqual([]);
  }, 60_000);

  it('starts paused: says that it waits and nothing else, records past every folio of before', async () => {
    expect(await o.cli(['restaurar', backup])).toMatchObject({ code: 0 });
    // The day of the card, in its hours.
    o.env.PAT_NOW = '2024-06-09T09:30:00-07:00';
    const said = await o.during(async () => {
      await o.start();
      // Its first looks at the clock, which say all that is due.
      await new Promise((next) => setTimeout(next, 2000));
    });
    const posts = said.filter(({ method }) => method === 'chat.postMessage');
    expect(posts).toHaveLength(1);
    expect(posts[0]!.body).toMatchObject({ channel: o.slack.channel });
    expect(String(posts[0]!.body.text)).toContain('se recuperaron de un respaldo');
    expect(await course(6)).toBe('2024-CAP-000006');
    expect(await watch()).toMatchObject({ code: 0, out: expect.stringContaining('en pausa') });
  }, 60_000);

  it('goes on when the secretary says so', async () => {
    await o.say(o.slack.beto, 'canal general', { channel_id: o.slack.channel });
    const shown = await o.during(() => o.command({ user_id: o.slack.beto, text: 'restauracion' }));
    const code = /restauracion enviar ([0-9a-f]{8})/.exec(JSON.stringify(shown))![1];
    const from = o.calls.length;
    const said = (what: string) => () =>
      o.calls.slice(from).some(({ body }) => String(body.text).includes(what));
    await o.command({ user_id: o.slack.beto, text: `restauracion enviar ${code}` });
    await expect.poll(said('Confirmado'), { timeout: 20_000 }).toBe(true);
    await expect.poll(said('Integridad'), { timeout: 30_000 }).toBe(true);
    expect(await o.cli(['verificar'])).toMatchObject({ code: 0 });
  }, 60_000);

  it('an anchor of before shows what was lost, and that it was declared', async () => {
    const aside = readdirSync(join(o.dir, 'data')).find((name) => name.startsWith('reemplazado'))!;
    const old = JSON.parse(
      readFileSync(join(o.dir, 'data', aside, 'isssteson/ledger/000001.json'), 'utf8'),
    ) as { seq: number; hash: string }[];
    const end = old.at(-1)!;
    const lost = await o.cli(['verificar', '--ancla', `${end.seq}:${end.hash.slice(0, 12)}`]);
    expect(lost.code).toBe(1);
    expect(lost.err).toContain('recuperación de respaldo declarada');
    const first = old[0]!;
    expect(await o.cli(['verificar', '--ancla', `${first.seq}:${first.hash}`])).toMatchObject({ code: 0 });
    expect(await o.cli(['verificar', '--ancla', 'nada'])).toMatchObject({ code: 2 });
  }, 60_000);

  it('vigilar tells a monitor in one line, whether the bot lives, hangs or is dead', async () => {
    const fine = await watch();
    expect(fine).toMatchObject({ code: 0, err: '' });
    expect(fine.out.trim().split('\n')).toHaveLength(1);
    expect(fine.out).toMatch(/^BIEN: el bot contesta; guarda; .*slack conectado; .*respaldo hace \d+ min/);
    o.bot.child.kill('SIGSTOP');
    expect(await watch()).toMatchObject({ code: 1, out: expect.stringContaining('no contesta') });
    o.bot.child.kill('SIGCONT');
    expect((await watch()).code).toBe(0);
    const old = await o.cli(['vigilar'], { PAT_BACKUP_DIR: join(place, 'none') });
    expect(old).toMatchObject({ code: 1, out: expect.stringContaining('✖ todavía no hay respaldo') });
    o.bot.child.kill('SIGKILL');
    await expect
      .poll(watch, { timeout: 20_000 })
      .toMatchObject({ code: 1, out: expect.stringContaining('MAL: ✖ el bot no está en marcha; guarda') });
  }, 90_000);

  it('where the replaced ledger is damaged every series jumps by a margin, and what somebody holds is told', async () => {
    const segment = join(o.dir, 'data/isssteson/ledger/000001.json');
    const bytes = readFileSync(segment);
    bytes[Math.floor(bytes.length / 2)]! ^= 1;
    writeFileSync(segment, bytes);
    const { code, out } = await o.cli(['restaurar', backup, '--folio-minimo', '2024-DON-000777']);
    expect(code).toBe(0);
    expect(out).toContain('no se puede leer hasta el final');
    expect(out).toContain('2024-DON del 1 al 777');
    expect(out).toMatch(/2024-CAR del 1 al 1,000/);
    await o.start();
    expect(folioIn(await o.say(o.slack.ana, 'tapitas 2 kg'))).toBe('2024-DON-000778');
    expect(Number((await course(9)).slice(-6))).toBeGreaterThan(1000);
    const aside = readdirSync(join(o.dir, 'data')).filter((name) => name.startsWith('reemplazado'));
    expect(aside).toHaveLength(2);
  }, 60_000);

  it('/metrics counts, knows no person, and answers this machine alone', async () => {
    const read = await fetch(`${o.bot.url}/metrics`);
    const text = await read.text();
    expect(read.status).toBe(200);
    expect(text).toMatch(/pat_requests_total\{command="capacitacion",outcome="recorded"\} 1/);
    expect(text).toMatch(/pat_build_info\{version="\d+\.\d+\.\d+",node="\d+/);
    expect(text).toMatch(/pat_append_seconds_bucket\{le="0\.1"\} \d+/);
    expect(text).toMatch(/pat_posts_total\{status="sent"\} \d+/);
    expect(text).toMatch(/pat_paused 1/);
    expect(text).toMatch(/process_resident_memory_bytes \d+/);
    const personal = [
      'Ana',
      'Beto',
      'example.com',
      '00101',
      o.slack.ana,
      o.slack.beto,
      'Curso',
      o.slack.channel,
    ];
    for (const what of personal) expect(mentions(text, what), `the metrics have «${what}»`).toBe(false);
    const foreign: Record<string, string>[] = [
      { 'x-forwarded-for': '203.0.113.9' },
      { forwarded: 'for=203.0.113.9' },
      { host: 'pat.example.gob.mx' },
    ];
    for (const headers of foreign) expect(await statusOf(`${o.bot.url}/metrics`, headers)).toBe(404);
    expect(await o.bot.stop()).toBe(0);
    await o.start({ PAT_METRICS_TOKEN: 'una-clave-bastante-larga' });
    expect(await statusOf(`${o.bot.url}/metrics`, {})).toBe(401);
    expect(await statusOf(`${o.bot.url}/metrics`, { authorization: 'Bearer una-clave-bastante-largb' })).toBe(
      401,
    );
    const proxied = { authorization: 'Bearer una-clave-bastante-larga', 'x-forwarded-for': '203.0.113.9' };
    expect(await statusOf(`${o.bot.url}/metrics`, proxied)).toBe(200);
  }, 60_000);

  it.skipIf(!apart)(
    'tells when the share of the backups is no longer mounted',
    async () => {
      rmSync(place);
      mkdirSync(place);
      const watched = await watch();
      expect(watched).toMatchObject({
        code: 1,
        out: expect.stringContaining('✖ la carpeta de respaldos no está montada'),
      });
      expect((await o.cli(['doctor'])).out).toContain(
        `✖ Respaldos: ${place} estaba en otro disco y ahora no lo está`,
      );
      const refused = await o.cli(['respaldo']);
      expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('quizá no se ha montado') });
      expect(readdirSync(place)).toEqual([]);
    },
    60_000,
  );
});

/** `fetch` does not let one say the host. */
function statusOf(url: string, headers: Record<string, string>): Promise<number> {
  return new Promise((done, fail) => {
    request(url, { headers }, (res) => {
      res.resume();
      done(res.statusCode ?? 0);
    })
      .on('error', fail)
      .end();
  });
}
