import { describe, expect, it } from 'vitest';
import { commands } from '../../src/activities/index.ts';
import type { Command } from '../../src/ask.ts';
import type { Level } from '../../src/who.ts';
import { cast, scene, words } from './support.ts';

/** What each may do (contract, «Chat»): a level is there only where the table says so. */
const people: readonly { who: string; number: string; guest?: boolean; levels: readonly Level[] }[] = [
  { who: 'employee', number: cast.employee, levels: ['anyone', 'employee'] },
  { who: 'unit lead', number: cast.lead, levels: ['anyone', 'employee', 'lead'] },
  { who: 'liaison', number: cast.liaison, levels: ['anyone', 'employee', 'liaison'] },
  { who: 'member', number: cast.member, levels: ['anyone', 'employee', 'committee'] },
  { who: 'president', number: cast.president, levels: ['anyone', 'employee', 'committee'] },
  { who: 'secretary', number: cast.secretary, levels: ['anyone', 'employee', 'committee', 'secretary'] },
  { who: 'nobody', number: cast.nobody, levels: ['anyone'] },
  { who: 'guest', number: cast.employee, guest: true, levels: ['anyone'] },
  { who: 'leaver', number: cast.leaver, levels: ['anyone'] },
];

/** Whose each command is, by the contract's table; a command that is not here fails the test until somebody decides. */
const table: Readonly<Record<string, readonly Level[]>> = {
  ayuda: ['anyone'],
  avance: ['anyone'],
  codigos: ['anyone'],
  denuncia: ['anyone'],
  duda: ['anyone'],
  gracias: ['anyone'],
  calendario: ['anyone'],
  mi: ['employee'],
  mis: ['anyone'],
  inicio: ['employee', 'committee'],
  capacitacion: ['employee'],
  carta: ['employee'],
  tapitas: ['employee'],
  donar: ['employee'],
  practica: ['employee'],
  evaluacion: ['employee'],
  cancelar: ['employee', 'secretary'],
  corregir: ['employee', 'secretary'],
  ausente: ['employee'],
  apagar: ['employee'],
  enterado: ['employee'],
  despues: ['employee'],
  actividad: ['liaison', 'committee'],
  sesion: ['committee'],
  acuerdos: ['committee'],
  cifras: ['committee', 'secretary'],
  informe: ['committee'],
  entrega: ['committee'],
  entregas: ['committee'],
  tarjeta: ['committee'],
  evidencia: ['liaison', 'committee'],
  comite: ['committee'],
  tablero: ['committee'],
  pendientes: ['lead', 'committee'],
  recordar: ['committee'],
  reenviar: ['committee'],
  hoja: ['lead', 'committee'],
  hojas: ['lead', 'committee'],
  cartas: ['lead', 'committee'],
  responsables: ['committee'],
  curso: ['committee'],
  acreditar: ['committee'],
  cifra: ['committee'],
  origen: ['anyone'],
  de: ['anyone'],
  registrar: ['committee'],
  registros: ['committee'],
  programa: ['committee', 'secretary'],
  'dias-inhabiles': ['committee', 'secretary'],
  plantilla: ['secretary'],
  canal: ['secretary'],
  restauracion: ['secretary'],
  soy: ['anyone'],
};

/** Words that record something where the person may. */
const does: Readonly<Record<string, string>> = {
  capacitacion: 'capacitacion "Ética" 2024-05-07',
  carta: 'carta aceptar v1',
  tapitas: 'tapitas 2 kg',
  donar: 'donar ropa 3 piezas',
  practica: 'practica papel',
  evaluacion: 'evaluacion 15 de enero',
  ausente: 'ausente hasta 20 de mayo',
  apagar: 'apagar si',
  enterado: 'enterado 2024-05',
  despues: 'despues 2024-05',
  actividad: 'actividad 8 realizada 2024-03-10',
  sesion: 'sesion celebrada 2024-04-26',
  acuerdos: 'acuerdo nuevo "Difundir el Código"',
  informe: 'informe enviado anual 2024-01-30',
  entrega: 'entrega 2024-04-20 120 kg',
  tarjeta: 'tarjeta enviada 2024-02-09',
  registrar: 'registrar 00002 practica papel',
};

const called = (c: Command): string =>
  does[c.words[0]!] ?? [c.words[0], ...(c.followedBy?.slice(0, 1) ?? [])].join(' ');

describe.each(commands.map((c) => ({ name: c.words[0]!, c })))('$name', ({ name, c }) => {
  it('is in the table of who may', () => {
    expect(Object.keys(table)).toContain(name);
    expect(table[name]).toEqual(expect.arrayContaining([c.may, ...(c.also ?? [])]));
  });

  it.each(people)('asked by $who', async ({ number, guest = false, levels }) => {
    const s = await scene({ at: '2024-05-09T17:00:00Z' });
    const reply = await s.ask(number, called(c), { guest });
    const may = table[name]!.some((level) => levels.includes(level));
    const facts = (await s.facts()).filter((f) => f.kind !== 'membership.requested');
    const said = reply.message.summary;
    if (may) {
      expect(said).not.toMatch(/ es para (las|la|cualquier) /);
      expect(said).not.toContain('No te encuentro');
      expect(facts).toHaveLength(name in does ? 1 : 0);
    } else {
      expect(facts).toEqual([]);
      expect(words(reply)).toContain('No se registró nada');
      expect(said).toMatch(
        levels.includes('employee') ? / es para (las|la) / : /No te encuentro en la plantilla/,
      );
    }
  });

  it.each(c.words.slice(1).map((word) => ({ word })))('is the same by «$word»', async ({ word }) => {
    const s = await scene({ at: '2024-05-09T17:00:00Z' });
    const said = called(c);
    const other = said.replace(/^\S+/, word);
    const [a, b] = [await s.ask(cast.nobody, said), await s.ask(cast.nobody, other)];
    expect(b.message.summary).toBe(a.message.summary);
  });
});

it('no word calls two commands', () => {
  // One that needs a second word of its own comes before the one that takes any («curso abrir»).
  const all = commands.flatMap((c) =>
    c.followedBy && !c.followedBy.includes('')
      ? c.followedBy.map((next) => `${c.words[0]} ${next}`)
      : c.words,
  );
  expect(all.filter((w, i) => all.indexOf(w) !== i)).toEqual([]);
});
