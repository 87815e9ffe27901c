import type { OverviewPage } from '../../../src/ports/board-pages.ts';
import { boardPages as texts } from '../../../src/texts/board-pages.ts';
import { pathOf } from '../address.ts';
import { type Html, html } from '../html.ts';
import { badge, bar, coming, concern, section, sign, table } from '../parts.ts';

const t = texts.overview;

/** The programme at a glance. */
export const overview = (p: OverviewPage): Html => html`
<h1>${p.headline}</h1>
<ul class="counts" aria-label="${t.counts}">${p.counts.map(
  (c) => html`<li class="b-${c.status}">${sign(c.status)}<strong>${c.n}</strong> <span>${c.name}</span></li>`,
)}</ul>
<div class="two">
${section(t.late, p.concerns.length === 0 ? html`<p>${t.fine}</p>` : p.concerns.map((c) => concern(c, true)))}
${section(
  t.next,
  p.next.length === 0 ? html`<p>${t.nothingNext}</p>` : html`<ol class="coming">${p.next.map(coming)}</ol>`,
  html`<p><a href="${pathOf({ page: 'calendar' })}">${t.toCalendar}</a></p>`,
)}
</div>
${section(
  t.activities,
  html`<p class="note">${t.key}</p>`,
  html`<div class="programme">${table(
    t.activities,
    t.columns,
    p.lines.map((l) => [
      html`<span class="number">${l.number}</span>`,
      html`<a href="${pathOf({ page: 'activity', number: l.number })}">${l.title}</a>`,
      badge(l.status, l.statusName),
      html`${bar(l.share, l.expected, l.status)}<span class="figure">${l.figure}</span>`,
      l.next,
    ]),
  )}</div>`,
  html`<p class="note">${p.roster}</p>`,
)}`;
