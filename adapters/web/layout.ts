import { boardPath } from '../../src/ports/board.ts';
import type { BoardPage } from '../../src/ports/board-pages.ts';
import { boardPages as texts } from '../../src/texts/board-pages.ts';
import { leavePath, pathOf } from './address.ts';
import { style, tabScripts } from './assets.ts';
import { type Html, html } from './html.ts';
import { activity, missing, recordsOf } from './pages/activity.ts';
import { calendar, deliveries, exports_, ledger } from './pages/others.ts';
import { overview } from './pages/overview.ts';

const sections = ['overview', 'calendar', 'deliveries', 'ledger', 'exports'] as const;

const document = (title: string, body: Html, scripts: Html | null = null): string =>
  `<!doctype html>\n${
    html`<html lang="es-MX"><head><meta charset="utf-8"><title>${title} · ${texts.name}</title><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><meta name="color-scheme" content="light dark"><link rel="stylesheet" href="${style.path}"><link rel="icon" href="data:,">${scripts}</head><body>${body}</body></html>`
      .text
  }`;

function content(page: BoardPage): Html {
  switch (page.page) {
    case 'overview':
      return overview(page);
    case 'activity':
      return activity(page);
    case 'records':
      return recordsOf(page);
    case 'missing':
      return missing(page);
    case 'calendar':
      return calendar(page);
    case 'deliveries':
      return deliveries(page);
    case 'ledger':
      return ledger(page);
    case 'exports':
      return exports_(page);
  }
}

/** The section of which a page is part. */
const sectionOf = ({ page }: BoardPage): string => sections.find((s) => s === page) ?? 'overview';

/** A page of the board as a whole document. */
export const pageHtml = (page: BoardPage): string =>
  document(
    `${page.title}, ${page.programme}`,
    html`<a class="skip" href="#contenido">${texts.skip}</a>
<header class="top"><div><p class="name"><a href="${boardPath}">${page.programme}</a></p><p class="asof">${page.asOf}</p></div>
<form method="post" action="${leavePath}"><button class="quiet">${texts.leave}</button></form>
<nav aria-label="${texts.nav.label}"><ul>${sections.map(
      (s) =>
        html`<li><a href="${pathOf({ page: s })}"${s === page.page ? html` aria-current="page"` : s === sectionOf(page) ? html` class="within"` : null}>${texts.nav[s]}</a></li>`,
    )}</ul></nav></header>
<main id="contenido" tabindex="-1" class="p-${page.page}">${content(page)}</main>
<footer><p>${texts.foot(page.committee, page.institution)}</p><p>${texts.reader[page.reader]}. ${texts.footNote}</p></footer>`,
  );

/** The page of a link: a button, so that nothing but a person spends it. */
export const doorHtml = (kind: 'committee' | 'audit', action: string): string =>
  document(
    texts.door.title,
    html`<main class="door"><p class="name">${texts.name}</p><h1>${texts.door.title}</h1><p>${texts.door[kind]}</p><form method="post" action="${action}"><button autofocus>${texts.door.enter}</button></form><p class="note">${texts.door.sharedMachine}</p></main>`,
  );

/** A page that says why there is nothing to see. */
export const noticeHtml = (title: string, ...lines: readonly string[]): string =>
  document(
    title,
    html`<main class="door"><p class="name">${texts.name}</p><h1>${title}</h1>${lines.map((line) => html`<p>${line}</p>`)}</main>`,
  );

const tabStates = ['waiting', 'outside', 'denied', 'failed'] as const;

/** The page that Teams shows as a tab: it asks Teams who looks at it and goes on to `next`. */
export const tabHtml = (next: string): string =>
  document(
    texts.teams.title,
    html`<main class="door" data-next="${next}"><p class="name">${texts.name}</p><h1>${texts.teams.title}</h1><div role="status">${tabStates.map((state) => html`<p data-state="${state}"${state === 'waiting' ? null : html` hidden`}>${texts.teams[state]}</p>`)}</div></main>`,
    html`${tabScripts.map(({ path }) => html`<script defer src="${path}"></script>`)}`,
  );
