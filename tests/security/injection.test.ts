import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse as parseCsv } from 'csv-parse/sync';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { Parser } from 'saxen';
import { afterAll, describe, expect, it } from 'vitest';
import { renderForm } from '../../adapters/slack/form.ts';
import { renderMessage as inSlack, renderHome } from '../../adapters/slack/render.ts';
import { renderMessage as inTeams, renderLine } from '../../adapters/teams/render.ts';
import { createFileLinks } from '../../src/evidence/links.ts';
import { cleanName } from '../../src/evidence/name.ts';
import { legible, legibleLines } from '../../src/input/clean.ts';
import type { Block, Form, Message } from '../../src/message.ts';
import { serveFile } from '../../src/pages/files.ts';
import { bundleStream, type EvidenceFile } from '../../src/reports/bundle.ts';
import { reportDocx, transmittalDocx } from '../../src/reports/docx.ts';
import { deliveryDocx, minutesDocx } from '../../src/reports/papers.ts';
import { reportPdf } from '../../src/reports/pdf.ts';
import { annexXlsx } from '../../src/reports/xlsx.ts';
import { invitation } from '../../src/sessions/invitation.ts';
import { sheetsPdf } from '../../src/sheets/pdf.ts';
import {
  textsOf as slackTextsOf,
  violations as slackViolations,
  viewViolations,
} from '../adapters/slack/violations.ts';
import { textsOf as teamsTextsOf, violations as teamsViolations } from '../adapters/teams/violations.ts';
import { pdf as somePdf } from '../evidence/samples.ts';
import { times } from '../faults/rounds.ts';
import { programme, small, training } from '../reports/support.ts';
import { cast, scene } from '../rules/support.ts';
import { memoryFiles } from '../support/memory.ts';
import { hidden, nasties, nasty, xmlLegal } from '../support/nasty.ts';
import { testTokens } from '../support/tokens.ts';

const runs = times(150, 3000);
const tried: Record<string, number> = {};
const count = (what: string, n = 1) => {
  tried[what] = (tried[what] ?? 0) + n;
};
afterAll(() => console.log(`nasty texts tried: ${JSON.stringify(tried)}`));

const check = (what: string, property: (text: string) => void | Promise<void>) =>
  fc.assert(
    fc.asyncProperty(nasty, async (text) => {
      count(what);
      await property(text);
    }),
    { numRuns: runs, examples: nasties.map((text): [string] => [text]) },
  );

/** A message that says a text in every way there is. */
function everywhere(text: string): { message: Message; form: Form } {
  const form: Form = {
    title: text,
    words: 'capacitacion',
    intro: text,
    submit: text,
    fields: [
      { id: 'a', type: 'text', label: text, hint: text, maxLength: 150, initial: text },
      { id: 'b', type: 'choice', label: text, options: [{ value: 'v', label: text }] },
      { id: 'c', type: 'date', label: text, hint: text },
      { id: 'd', type: 'number', label: text, min: 0, max: 9, decimals: false, hint: text },
    ],
  };
  const blocks: Block[] = [
    { type: 'heading', text },
    { type: 'text', text, strong: true },
    { type: 'note', text },
    { type: 'facts', facts: [{ label: text, value: text }] },
    { type: 'list', items: [text, `a ${text} b`] },
    { type: 'progress', label: text, percent: 40, text },
    { type: 'progress', label: text, percent: null, text },
    {
      type: 'links',
      links: [
        { label: text, url: 'https://pat.example/' },
        { label: text, url: text },
      ],
    },
    { type: 'choices', choices: [{ label: text, words: 'ayuda' }] },
    { type: 'image', url: 'https://pat.example/x.png', alt: text },
    { type: 'image', url: text, alt: text },
    { type: 'form', form },
  ];
  return { message: { summary: text, blocks }, form };
}

/** No `mrkdwn` anywhere: Slack takes nothing else for markup. */
function markdownIn(value: unknown): string[] {
  return JSON.stringify(value).match(/"(type":"mrkdwn|mrkdwn":true|verbatim":false)"?/g) ?? [];
}

describe('chat', () => {
  it('Slack shows it as text', () =>
    check('slack', (text) => {
      const { message, form } = everywhere(text);
      const { text: fallback, blocks } = inSlack(message);
      expect(slackViolations(blocks, 'message')).toEqual([]);
      expect(markdownIn(blocks)).toEqual([]);
      expect(slackTextsOf(blocks).flatMap(hidden)).toEqual([]);
      expect(hidden(fallback)).toEqual([]);
      expect(fallback).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
      const home = renderHome(message);
      expect(slackTextsOf(home).flatMap(hidden)).toEqual([]);
      const view = renderForm(form);
      expect(viewViolations(view)).toEqual([]);
      expect(slackTextsOf(view).flatMap(hidden)).toEqual([]);
    }));

  it('Teams shows it as text', () =>
    check('teams', (text) => {
      const activity = inTeams(everywhere(text).message);
      expect(teamsViolations(activity)).toEqual([]);
      // Zero-width spaces of our own break up what Teams would act upon.
      const own = (shown: string) => shown.replace(/(?<=[<{])\u200b/g, '');
      for (const shown of [...teamsTextsOf(activity), renderLine(text).text ?? '']) {
        expect(hidden(own(shown))).toEqual([]);
        expect(shown).not.toMatch(/<\s*\/?\s*at\b|\{\{/i);
      }
      expect(JSON.stringify(activity)).not.toMatch(/"TextBlock"|"FactSet"|"entities"/);
    }));

  it('what is recorded of it is text wherever it is shown again', async () => {
    const s = await scene({ at: '2024-05-09T17:00:00Z' });
    for (const [n, text] of nasties.entries()) {
      count('recorded');
      const plain = text.replace(/["“-‟«»]/gu, ' ');
      await s.ask(cast.employee, 'capacitacion', {
        fields: { course: text, date: '2024-05-07', hours: '4' },
      });
      await s.ask(cast.secretary, `curso abrir "${plain.slice(0, 140)}" 2024-05-0${(n % 9) + 1} 4h`);
      await s.ask(cast.secretary, `acuerdo nuevo "${plain.slice(0, 140)}" responsable 00005 2024-06-30`);
      await s.ask(cast.secretary, 'tarjeta cambiar 2024-07', { fields: { value: text, sentence: text } });
      await s.ask(cast.secretary, `sesion planear segunda 2024-06-28 10:00 "${plain.slice(0, 100)}"`);
      await s.ask(cast.member, `evidencia 9 "${plain.slice(0, 100)}"`, {
        files: [
          {
            name: text,
            bytes: somePdf.length,
            open: async () =>
              (async function* () {
                yield somePdf;
              })(),
          },
        ],
      });
    }
    for (const said of [
      'mi avance',
      'capacitacion',
      'acuerdos',
      'tarjeta',
      'sesion',
      'curso abiertos',
      'evidencia 9',
      'comite',
      'avance 9',
      'ayuda',
      ...nasties,
    ]) {
      const { message } = await s.ask(cast.secretary, said);
      expect(slackViolations(inSlack(message).blocks, 'message'), said).toEqual([]);
      expect(slackTextsOf(inSlack(message)).flatMap(hidden), said).toEqual([]);
      expect(teamsViolations(inTeams(message)), said).toEqual([]);
    }
    for await (const entry of s.ledger.read('isssteson', 1)) {
      const { kind, body } = entry;
      expect(hidden(JSON.stringify(body)), `${kind} ${JSON.stringify(body)}`).toEqual([]);
    }
  });
});

it('a text that is kept hides nothing, and keeps what can be seen', () =>
  check('kept', (text) => {
    expect(hidden(legible(text))).toEqual([]);
    expect(legible(text)).not.toMatch(/[\n\t]/);
    expect(hidden(legibleLines(text))).toEqual([]);
    expect(legible(legible(text))).toBe(legible(text));
    expect(legible('Íñigo 👩‍👩‍👧‍👦 ❤️ 1️⃣')).toBe('Íñigo 👩‍👩‍👧‍👦 ❤️ 1️⃣');
  }));

describe('documents', () => {
  const all = [...nasties, ...fc.sample(nasty, { numRuns: 100, seed: 4 })];
  const nastyProgramme = structuredClone(programme) as never as typeof programme;
  const people = 12;

  /** A report in which everything that somebody wrote is one of them. */
  function report(from: number) {
    const text = (n: number): string => all[(from + n) % all.length]!.slice(0, 150);
    const world = small(
      people,
      Array.from({ length: people }, (_, i) => training(`p${i + 1}`, '2024-05-02', 'declared', text(i))),
      nastyProgramme,
    );
    return world.report('2024-T2', '2024-07-10', {
      letterhead: { oficio: text(20), legend: text(21), place: text(22) },
      complaints: [{ period: '2024-T2', received: 3, inProcess: 1, concluded: 2 }],
      evidence: [{ id: text(23) || 'E', activity: 9, title: text(24), occurredOn: '2024-05-02' }],
      signatories: [
        { role: 'president', name: text(25) },
        { role: 'secretary', name: text(26) },
      ],
    } as never);
  }

  /** The words of a part, its markup checked. */
  function wordsOf(xml: string): string {
    expect(xmlLegal(xml)).toBe(true);
    let words = '';
    let problem: unknown = null;
    const parser = new Parser();
    parser.on('error', (error: unknown) => {
      problem ??= error;
    });
    parser.on('text', (value: string, decode: (text: string) => string) => {
      words += decode(value);
    });
    parser.parse(xml);
    expect(problem).toBe(null);
    return words;
  }

  function inspect(bytes: Uint8Array): string {
    let words = '';
    for (const [name, part] of Object.entries(unzipSync(bytes)))
      if (/\.(xml|rels)$/.test(name)) {
        const xml = strFromU8(part);
        expect(xml).not.toMatch(
          /<!DOCTYPE|<!ENTITY|<script|TargetMode="External"|w:hyperlink|<f>(?!=COUNTIF)/,
        );
        words += wordsOf(xml);
      }
    expect(hidden(words)).toEqual([]);
    return words;
  }

  it('DOCX is well-formed and says it as text', async () => {
    for (let from = 0; from < all.length; from += people) {
      const data = report(from);
      const texts = Array.from({ length: people }, (_, i) => all[(from + i) % all.length]!);
      count('docx', people * 4);
      const said = inspect(await reportDocx(data));
      expect(said).toContain('Informe');
      inspect(await transmittalDocx(data, texts));
      const issuer = { name: texts[0]!, institution: texts[1]!, shortName: texts[2]! };
      const minutes = inspect(
        await minutesDocx({
          committee: issuer,
          session: texts[3]!,
          on: '2024-04-26',
          began: null,
          ended: null,
          place: texts[4]!,
          agenda: texts,
          attendance: texts.map((name) => ({ name, post: name, presence: { substituteOf: name } })),
          quorum: { members: 3, present: 2, needed: 2 },
          agreements: texts.map((text) => ({ number: text, text, owner: text, due: null })),
          notes: texts,
          draft: true,
        }),
      );
      for (const text of texts) expect(minutes).toContain(legible(text));
      inspect(
        await deliveryDocx({
          committee: issuer,
          recipient: texts[5]!,
          on: '2024-04-26',
          place: texts[6]!,
          folio: texts[7]!,
          items: [{ thing: texts[8]!, unit: 'g', noted: 1, delivered: 2 }],
          deliveredBy: texts[9]!,
          receivedBy: texts[10]!,
        }),
      );
    }
  }, 60_000);

  it('PDF is made of it, with nothing that runs or leads away', async () => {
    for (let from = 0; from < all.length; from += people * 3) {
      count('pdf', people * 3);
      const texts = Array.from({ length: people * 3 }, (_, i) => all[(from + i) % all.length]!.slice(0, 400));
      const content = (form: 'signatures' | 'letters') => ({
        sheet: form === 'signatures' ? 1 : 2,
        form,
        size: 'LETTER' as const,
        version: texts[6]!,
        institution: texts[0]!,
        committee: texts[1]!,
        activity: { number: 9, title: texts[2]! },
        unit: texts[3]!,
        course: texts[4]!,
        date: '2024-05-07',
        privacy: texts[5]!,
        letter: texts.slice(0, 4),
        people: texts.map((name) => ({ number: name.slice(0, 20), name })),
      });
      const sheet = await sheetsPdf([content('signatures'), content('letters')]);
      for (const bytes of [Buffer.from(sheet), await reportPdf(report(from), new Date(0))]) {
        expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
        // Compressed drawing may hold any three bytes; what runs or leads away stands in the objects around it.
        const objects = bytes.toString('latin1').replace(/\bstream\r?\n[\s\S]*?endstream/g, '');
        expect(objects).toContain('/Type /Catalog');
        expect(objects).not.toMatch(/\/(URI|JavaScript|JS|Launch|EmbeddedFile|OpenAction|AA)\b/);
      }
    }
  }, 60_000);

  it('XLSX holds it as text that no spreadsheet runs', async () => {
    count('xlsx', all.length);
    const columns = [{ activity: { number: 9, title: all[0]! }, cut: '2024-06-30', numerator: 1, roster: 2 }];
    const rows = all.map((text) => ({ number: text.slice(0, 20), name: text, unit: text, marks: ['yes'] }));
    const bytes = await annexXlsx({ on: '2024-06-30', columns, rows } as never);
    const words = inspect(bytes);
    expect(words.match(/COUNTIF/g)).toHaveLength(3);
    const parts = unzipSync(bytes);
    const strings = strFromU8(parts['xl/sharedStrings.xml']!);
    const cells = [...strings.matchAll(/<t[^>]*>([\s\S]*?)<\/t>/g)].map((m) => wordsOf(`<t>${m[1]}</t>`));
    expect(cells.length).toBeGreaterThan(40);
    expect(cells.filter((c) => active.test(c))).toEqual([]);
    // A reader of the format turns `_x003D_` into the sign of that number.
    const read = cells.map((c) =>
      c.replace(/_x([0-9a-f]{4})_/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    );
    expect(read).toContain('_x003D_1+1');
    expect(read.filter((c) => active.test(c))).toEqual([]);
  });

  const active = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u;

  it('ZIP has names that no system minds, once each, and an index without formulas', async () => {
    const items = await Promise.all(
      all.map(
        async (text, n): Promise<EvidenceFile> => ({
          id: n % 3 === 0 ? `${text.slice(0, 40)}-${n}` : `E-${n}`,
          activity: 9,
          title: text,
          occurredOn: '2024-05-02',
          ...(n % 5 === 0
            ? { link: text }
            : {
                file: {
                  name: text,
                  size: 0,
                  sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
                },
              }),
        }),
      ),
    );
    count('zip', items.length);
    const chunks: Buffer[] = [];
    const open = async () => (async function* () {})();
    const stream = bundleStream({ data: report(0), files: [], evidence: items, open, at: new Date(1e12) });
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    const names = zipNames(Buffer.concat(chunks));
    expect(new Set(names.map((n) => n.normalize('NFKC').toLowerCase())).size).toBe(names.length);
    for (const name of names) {
      expect(hidden(name), name).toEqual([]);
      expect(name, name).not.toMatch(/[\\:*?"<>|\n\t]|^\/|(^|\/)\.{1,2}(\/|$)|[. ](\/|$)|\ufffd/);
      expect(name.split('/').length).toBeLessThanOrEqual(2);
      expect(Buffer.byteLength(name)).toBeLessThan(255);
    }
    const index = strFromU8(unzipSync(Buffer.concat(chunks))['indice.csv']!);
    const cells = (parseCsv(index, { bom: true, relaxColumnCount: false }) as string[][]).flat();
    expect(cells.length).toBe((items.length + 1) * 5);
    expect(cells.filter((c) => active.test(c))).toEqual([]);
    expect(cells.flatMap(hidden)).toEqual([]);
  });

  it('an invitation has no line that somebody wrote', () =>
    check('ics', (text) => {
      const { content } = invitation({
        programme,
        session: 'ordinary/1',
        date: '2024-06-28',
        time: '10:00',
        title: text,
        place: text,
        description: text,
        now: new Date(1e12),
      });
      const lines = String(content)
        .replace(/\r\n[ \t]/g, '')
        .split('\r\n');
      const known =
        /^(BEGIN|END|VERSION|CALSCALE|PRODID|METHOD|X-PUBLISHED-TTL|X-WR-CALNAME|UID|SUMMARY|DTSTAMP|DTSTART|DTEND|DURATION|SEQUENCE|DESCRIPTION|LOCATION|STATUS)[:;]/;
      expect(lines.filter((l) => l !== '' && !known.test(l))).toEqual([]);
      expect(
        lines.filter((l) => /^(BEGIN|SUMMARY|LOCATION|DESCRIPTION)[:;]/.test(l)).length,
      ).toBeLessThanOrEqual(5);
      expect(hidden(String(content).replaceAll('\r\n', '\n'))).toEqual([]);
    }));
});

describe('file names', () => {
  it('are kept without folders and what hides', () =>
    check('file name', (text) => {
      const name = cleanName(text, 'pdf');
      expect(hidden(name)).toEqual([]);
      expect(name).toMatch(/^[^/\\<>:"|?*\n\t.][^/\\<>:"|?*\n\t]*\.pdf$|^[^/\\<>:"|?*\n\t. ]\.pdf$/);
      expect(name).not.toMatch(/[. ]\.pdf$/);
      expect(() => encodeURIComponent(name)).not.toThrow();
    }));

  it('come back in headers that say nothing else', async () => {
    const files = memoryFiles();
    const { sha256 } = await files.put('isssteson', somePdf);
    const server = createServer(
      (req, res) =>
        void serveFile({ files, committee: 'isssteson', links, isRemoved: () => false }, req, res),
    );
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const links = createFileLinks({ publicUrl, tokens: testTokens(() => 0) });
    await check('download', async (text) => {
      // Even a name that nobody cleaned.
      for (const name of [cleanName(text, 'pdf'), text]) {
        const url = links.make({ sha256, type: 'pdf', name });
        expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/archivos\/token\d+\/[^/\s<>"\\]*$/);
        const response = await fetch(url);
        expect(response.status).toBe(200);
        const said = response.headers.get('content-disposition') ?? '';
        const [, plain, full] =
          /^attachment; filename="([^"\\]*)"; filename\*=UTF-8''([\w.!#$&+^`|~%-]*)$/.exec(said) ?? [];
        expect(plain, said).toBeDefined();
        expect(plain).not.toMatch(/[/\\]/);
        expect(decodeURIComponent(full!)).not.toMatch(/[/\\\n\r]/);
        expect(hidden(decodeURIComponent(full!))).toEqual([]);
        expect([...response.headers.keys()].sort()).toEqual(expectedHeaders);
        await response.arrayBuffer();
      }
    });
    await new Promise((done) => server.close(done));
  });
  const expectedHeaders = [
    'cache-control',
    'connection',
    'content-disposition',
    'content-security-policy',
    'content-type',
    'date',
    'keep-alive',
    'referrer-policy',
    'transfer-encoding',
    'x-content-type-options',
  ];
});

/** The names in a ZIP's directory, as they are written there. */
function zipNames(zip: Buffer): string[] {
  const names: string[] = [];
  for (let at = zip.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0; ) {
    const length = zip.readUInt16LE(at + 28);
    names.push(zip.toString('utf8', at + 46, at + 46 + length));
    at = zip.indexOf('PK\x01\x02', at + 46 + length, 'latin1');
  }
  return names;
}
