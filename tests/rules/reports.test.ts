import { beforeEach, describe, expect, it } from 'vitest';
import { cast, choices, type Scene, scene, words } from './support.ts';

let s: Scene;
const ask = (said: string, more = {}) => s.ask(cast.secretary, said, more);
const kindsOf = async () => (await s.facts()).map((f) => f.kind);

describe('a report that is not sent yet', () => {
  beforeEach(async () => {
    s = await scene({ at: '2024-07-08T17:00:00Z' });
  });

  it('says what is missing, each thing with a button that opens what mends it, and hands over the files', async () => {
    const reply = await ask('informe trimestral 2');
    const lines = words(reply)
      .split('\n')
      .filter((l) => /^\d+\. /.test(l));
    expect(reply.message.summary).toBe(
      `Faltan ${lines.length} cosas para tu informe del segundo trimestre de 2024.`,
    );
    expect(reply.attachments?.map((a) => a.name)).toEqual([
      'informe-2024-T2.docx',
      'informe-2024-T2.pdf',
      'oficio-2024-T2.docx',
      'anexo-2024-T2.xlsx',
      'informe-2024-T2.zip',
    ]);
    const mending = choices(reply.message);
    expect(mending.length).toBeGreaterThan(lines.length);
    for (const { words: said } of mending.filter((c) => !c.words.startsWith('informe trimestral'))) {
      const opened = await ask(said);
      expect(words(opened), said).not.toMatch(/No entendí|No se registró nada|es para la/);
    }
    // Buttons open; nothing but the report that was handed over is recorded.
    expect(await kindsOf()).toEqual(['report.made']);
  });
});
