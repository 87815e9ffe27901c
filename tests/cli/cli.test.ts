import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pat, type RunningPat, rosterFile, startPat, temporaryFolder } from '../support/process.ts';

const numbers = Array.from({ length: 60 }, (_, i) => String(i + 1).padStart(5, '0'));

describe('the command line', () => {
  let dir: string;
  let env: Record<string, string>;
  let remove: () => Promise<void>;
  let roster: string;

  beforeAll(async () => {
    const folder = await temporaryFolder();
    ({ dir, remove } = folder);
    env = { PAT_DATA_DIR: join(dir, 'data'), PAT_NOW: '2024-05-09T10:00:00-07:00' };
    roster = await rosterFile(
      dir,
      numbers.map((n) => [
        n,
        `Persona Ejemplo ${n.replace(/\d/g, (d) => 'abcdefghij'[Number(d)]!)}`,
        `p${n}@ejemplo.invalid`,
        'Subdirección Médica',
      ]),
    );
  });
  afterAll(() => remove());

  it('says what a roster would change, then changes it, then has nothing left to change', async () => {
    const simulated = await pat(['plantilla', 'importar', roster, '--simular'], env);
    expect(simulated).toMatchObject({ code: 0 });
    expect(simulated.out).toContain('Se agregarían 60 personas');
    expect((await pat(['avance', '--json'], env)).out).toContain('"roster": 0');
    expect((await pat(['plantilla', 'importar', roster], env)).out).toContain('Se agregaron 60 personas');
    expect((await pat(['plantilla', 'importar', roster], env)).out).toContain('no cambia nada');
    expect(JSON.parse((await pat(['avance', '--json'], env)).out).roster).toBe(60);
  }, 60_000);

  it('refuses a roster with errors whole, naming row and column', async () => {
    const bad = join(dir, 'mala.csv');
    writeFileSync(
      bad,
      'numero_empleado,nombre,correo,unidad\n00001,Ana,no-es-correo,Médica\n00001,Beto,,Médica\n',
    );
    const { code, out } = await pat(['plantilla', 'importar', bad], env);
    expect(code).toBe(1);
    expect(out).toContain('Fila 2, columna «correo»');
    expect(out).toContain('Fila 3, columna «numero_empleado»');
    expect(JSON.parse((await pat(['avance', '--json'], env)).out).roster).toBe(60);
  }, 30_000);

  it('asks for a typed confirmation before many people leave', async () => {
    const short = await rosterFile(
      dir,
      [['00001', 'Persona Ejemplo aaaab', 'p00001@ejemplo.invalid', 'Subdirección Médica']],
      'corta.csv',
    );
    const { code, out } = await pat(['plantilla', 'importar', short, '--completo'], env);
    expect(code).toBe(1);
    expect(out).toContain('dar de baja a 59');
    expect((await pat(['plantilla', 'importar', short, '--completo'], env, 'sí\n')).code).toBe(1);
    expect(JSON.parse((await pat(['avance', '--json'], env)).out).roster).toBe(60);
  }, 30_000);

  it('ends them once the words are typed, and takes them back from the next file', async () => {
    const most = numbers.slice(0, 50).map((n) => `${n},Persona,,Subdirección Médica`);
    const file = join(dir, 'completa.csv');
    writeFileSync(file, ['numero_empleado,nombre,correo,unidad', ...most, ''].join('\n'));
    const done = await pat(['plantilla', 'importar', file, '--completo'], env, 'dar de baja a 10\n');
    expect(done, done.err).toMatchObject({ code: 0 });
    expect(JSON.parse((await pat(['avance', '--json'], env)).out).roster).toBe(50);
    expect((await pat(['plantilla', 'importar', roster], env)).out).toContain('regresa');
    expect(JSON.parse((await pat(['avance', '--json'], env)).out).roster).toBe(60);
  }, 60_000);

  it('records a list made on paper, accredited where it says so, all rows or none', async () => {
    const list = join(dir, 'lista.csv');
    const good =
      'numero_empleado,registro,detalle,fecha,horas,cantidad\n00001,capacitacion,Ética pública,2024-05-07,4,\n00002,tapitas,,2024-05-07,,2.5 kg\n';
    writeFileSync(list, `${good}99999,carta,,2024-05-07,,\n`);
    const refused = await pat(['registros', 'importar', list, '--acreditado'], env);
    expect(refused.code).toBe(1);
    expect(refused.out).toMatch(/Fila 4: \(sin registrar\).*99999/);
    expect(refused.out).not.toContain('Fila 2');
    writeFileSync(list, good);
    const simulated = await pat(['registros', 'importar', list, '--acreditado', '--simular'], env);
    expect(simulated).toMatchObject({ code: 0, out: expect.stringContaining('se registraría') });
    expect(simulated.out).not.toMatch(/Listo|Folio/);
    const { code, out } = await pat(['registros', 'importar', list, '--acreditado'], env);
    expect(code).toBe(0);
    expect(out).toContain('2024-CAP-000001');
    expect(out).toContain('2024-DON-000001');
    const nine = JSON.parse((await pat(['avance', '--json', '--actividad', '9'], env)).out).activities[0];
    expect(nine).toMatchObject({
      number: 9,
      kind: 'headcount',
      numerator: 1,
      denominator: 60,
      percent: 1.7,
      declared: 0,
      accredited: 1,
      official: null,
    });
    const again = (await pat(['registros', 'importar', list], env)).out;
    expect(again).toMatch(/Fila 2: \(sin registrar\) Ya estaba registrado: .*2024-CAP-000001/);
    expect(again).toMatch(/Fila 3: \(sin registrar\) Ya estaba registrado: .*2024-DON-000001/);
    expect(
      JSON.parse((await pat(['avance', '--json', '--actividad', '9'], env)).out).activities[0].numerator,
    ).toBe(1);
  }, 60_000);

  it('shows progress as of a day and as known on a day', async () => {
    const asOf = async (...args: string[]) =>
      JSON.parse((await pat(['avance', '--json', '--actividad', '9', ...args], env)).out);
    expect((await asOf('--al', '2024-05-06')).activities[0].numerator).toBe(0);
    expect((await asOf('--al', '2024-05-07')).activities[0].numerator).toBe(1);
    expect((await asOf('--al', '2024-05-09', '--conocido-al', '2024-05-08')).roster).toBe(0);
    expect((await asOf('--conocido-al', '2024-05-09')).activities[0].numerator).toBe(1);
  }, 30_000);

  it('verifies the chain, exports it, and names the first entry that fails', async () => {
    expect((await pat(['verificar'], env)).code).toBe(0);
    expect((await pat(['exportar', join(dir, 'salida')], env)).code).toBe(0);
    expect(() =>
      execFileSync('sha256sum', ['-c', 'SHA256SUMS'], { cwd: join(dir, 'salida'), stdio: 'pipe' }),
    ).not.toThrow();
    const segment = join(dir, 'data/isssteson/ledger/000001.json');
    expect(statSync(segment).mode & 0o777).toBe(0o600);
    const text = readFileSync(segment, 'utf8');
    writeFileSync(segment, text.replace('"Ética pública"', '"Etica pública"'));
    const { code, err } = await pat(['verificar'], env);
    expect(code).toBe(1);
    expect(err).toMatch(/000001\.json, asiento \d+/);
    const refused = await pat(['plantilla', 'importar', roster], env);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('000001.json');
    writeFileSync(segment, text);
    expect((await pat(['verificar'], env)).code).toBe(0);
  }, 60_000);

  it('exits with 2 on wrong use, naming it', async () => {
    expect((await pat(['nada'], env)).code).toBe(2);
    expect((await pat(['avance', '--al', '2024-02-31'], env)).code).toBe(2);
    expect(await pat(['avance'], { ...env, PORT: 'x' })).toMatchObject({
      code: 2,
      err: expect.stringContaining('PORT'),
    });
    expect(await pat(['avance'], { ...env, PAT_PROGRAMME: '/no/such.json' })).toMatchObject({
      code: 2,
      err: expect.stringContaining('PAT_PROGRAMME'),
    });
    const programme = join(dir, 'programa.json');
    writeFileSync(programme, '{"schema": 1, "id": "x", }');
    expect(await pat(['avance'], { ...env, PAT_PROGRAMME: programme })).toMatchObject({
      code: 2,
      err: expect.stringMatching(/línea 1/),
    });
    expect((await pat(['--help'], env)).code).toBe(0);
  }, 60_000);

  it('refuses a data folder of another committee', async () => {
    const { code, err } = await pat(['plantilla', 'importar', roster], {
      ...env,
      PAT_PROGRAMME: new URL('../programme/otro.json', import.meta.url).pathname,
    });
    expect(code).toBe(1);
    expect(err).toContain('otro comité');
  }, 30_000);
});

describe('start', () => {
  let dir: string;
  let remove: () => Promise<void>;
  let running: RunningPat | undefined;
  beforeAll(async () => {
    ({ dir, remove } = await temporaryFolder());
  });
  afterAll(async () => {
    await running?.stop();
    await remove();
  });

  it('never falls into the demo in production, nor on data of real platforms', async () => {
    const production = await pat(['start', '--sin-cliente'], {
      NODE_ENV: 'production',
      PAT_DATA_DIR: join(dir, 'p'),
    });
    expect(production).toMatchObject({ code: 2, err: expect.stringContaining('NODE_ENV') });
    const real = join(dir, 'real');
    execFileSync('mkdir', ['-p', real]);
    writeFileSync(join(real, 'real-platforms.json'), '{"format":1}');
    expect(await pat(['start', '--sin-cliente'], { PAT_DATA_DIR: real })).toMatchObject({
      code: 2,
      err: expect.stringContaining(real),
    });
  }, 30_000);

  it('runs the demo with 300 fictitious people, takes commands while it runs, and stops in order', async () => {
    const env = { PAT_DATA_DIR: join(dir, 'demo') };
    running = await startPat(env, ['--sin-cliente', '--desde', '2024-05-10T10:00:00-07:00']);
    expect(await (await fetch(`${running.url}/healthz`)).text()).toBe('ok\n');
    const ready = await (await fetch(`${running.url}/readyz`)).json();
    // That evidence is whole is told as well, once it was looked at.
    const parts = ['storage', 'teams'].map((name) => expect.objectContaining({ name, ok: true }));
    expect(ready).toMatchObject({ ok: true, parts: expect.arrayContaining(parts) });
    const { out } = await pat(['avance', '--json'], env);
    expect(JSON.parse(out)).toMatchObject({ asOf: '2024-05-10', roster: 300, programme: 'pat-2024' });
    expect(JSON.parse(out).activities).toHaveLength(13);
    const file = await rosterFile(dir, [
      ['90001', 'Nadia Nueva', 'nadia@ejemplo.invalid', 'Subdirección Médica'],
    ]);
    expect((await pat(['plantilla', 'importar', file], env)).out).toContain('Se agregó 1 persona');
    expect(JSON.parse((await pat(['avance', '--json'], env)).out).roster).toBe(301);
    const second = await pat(['start', '--sin-cliente'], { ...env, PORT: '0' });
    expect(second).toMatchObject({ code: 1 });
    expect(second.err).toContain(String(running.child.pid));
    expect(await running.stop()).toBe(0);
    expect((await pat(['verificar'], env)).code).toBe(0);
    running = undefined;
  }, 90_000);

  it('leaves an existing roster as it is, without sample history', async () => {
    const env = { PAT_DATA_DIR: join(dir, 'own'), PAT_NOW: '2024-05-10T10:00:00-07:00' };
    const file = await rosterFile(dir, [['00001', 'Ana Propia', 'ana@ejemplo.invalid', 'Archivo']]);
    await pat(['plantilla', 'importar', file], env);
    running = await startPat(env);
    const { roster, activities } = JSON.parse((await pat(['avance', '--json'], env)).out);
    expect(roster).toBe(1);
    expect(activities.find((a: { number: number }) => a.number === 9).numerator).toBe(0);
    await running.stop();
    running = undefined;
  }, 60_000);
});
