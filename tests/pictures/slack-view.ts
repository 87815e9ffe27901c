import { readFileSync } from 'node:fs';
import pino from 'pino';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { type Block, Message as View } from 'slack-blocks-to-jsx';
import { renderHome } from '../../adapters/slack/render.ts';
import { sampleEntries } from '../../src/demo.ts';
import { createGallery } from '../../src/pictures/gallery.ts';
import { demoPeople } from '../../src/roster/demo-people.ts';
import { sampleRoster } from '../../src/roster/sample.ts';
import { papers, request, world } from '../support/bot.ts';
import { memoryFiles } from '../support/memory.ts';

const css = readFileSync(new URL(import.meta.resolve('slack-blocks-to-jsx/dist/style.css')), 'utf8');

/** A page with the demo's App Home of its secretary: the blocks that Slack gets, drawn by a library, not by Slack. */
export async function slackHome(): Promise<string> {
  const { bot, programme } = await world({ at: '2024-05-09T15:59:30Z' });
  const sample = sampleRoster(programme.year);
  await bot.journal.submit((view) => ({
    drafts: sampleEntries(view, programme, sample, bot.today()),
    people: sample.people,
    value: null,
  }));
  const secretary = demoPeople.find(({ role }) => role === 'secretary')!;
  const files = memoryFiles();
  const committee = programme.committee.id;
  const gallery = createGallery({
    ...{ press: papers.press, files, committee, log: pino({ level: 'silent' }) },
    publicUrl: 'https://pat.example.gob.mx',
  });
  const home = await gallery.hang(
    await bot.home({ ...request('slack', '1', ''), emails: [secretary.email] }),
  );
  const { blocks } = renderHome(home);
  const shown = await Promise.all(
    (blocks as { type: string; image_url?: string }[]).map(async (block) => {
      const sha256 = /([0-9a-f]{64})\.png$/.exec(block.image_url ?? '')?.[1];
      return sha256 === undefined ? block : { ...block, image_url: await dataUrl(sha256) };
    }),
  );
  async function dataUrl(sha256: string): Promise<string> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of (await gallery.open(sha256))!) chunks.push(chunk);
    return `data:image/png;base64,${Buffer.concat(chunks).toString('base64')}`;
  }
  const view = createElement(View, {
    ...{ logo: '', name: 'PAT Integridad', time: new Date(0), withoutWrapper: true },
    blocks: shown as unknown as Block[],
  });
  return `<!doctype html><meta charset="utf-8"><style>${css}
    body { margin: 0; padding: 24px 28px; width: 620px; font-family: Lato, 'Source Sans 3', sans-serif; }</style>
    ${renderToStaticMarkup(view)}`;
}
