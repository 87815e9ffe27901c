import type { BoardConcern, BoardDate, BoardLine } from '../../src/ports/board-pages.ts';
import { boardPages as texts } from '../../src/texts/board-pages.ts';
import { number } from '../../src/texts/format.ts';
import { pathOf } from './address.ts';
import { type Html, html, type Value } from './html.ts';

/** Shapes that can be told apart without seeing colours. */
const signs: Readonly<Record<BoardLine['status'], Html>> = {
  done: html`<circle cx="10" cy="10" r="9"/><path d="M5.5 10.5l3 3 6-7" class="inner"/>`,
  'on-track': html`<circle cx="10" cy="10" r="9"/>`,
  'at-risk': html`<path d="M10 1.5L19 18H1z"/><path d="M10 7.5v5M10 14.6v.8" class="inner"/>`,
  late: html`<rect x="1.5" y="1.5" width="17" height="17" rx="2"/><path d="M10 5v6.5M10 14v1" class="inner"/>`,
  'not-started': html`<circle cx="10" cy="10" r="8" class="hollow"/>`,
  undefined: html`<path d="M3 10h14" class="dash"/>`,
};

/** The light of a status; the word beside it says the same. */
export const sign = (status: BoardLine['status']): Html =>
  html`<svg class="sign s-${status}" viewBox="0 0 20 20" aria-hidden="true" focusable="false">${signs[status]}</svg>`;

/** A status in picture and word. */
export const badge = (status: BoardLine['status'], name: string): Html =>
  html`<span class="badge b-${status}">${sign(status)} ${name}</span>`;

/** A share as a bar with what is expected as a mark; its words are for those who do not see it. */
export const bar = (
  share: number | null,
  expected: number | null,
  status: BoardLine['status'] | 'plain',
): Html =>
  share === null
    ? html``
    : html`<svg class="bar s-${status}" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="${texts.bar(share, expected)}"><rect class="ground" width="100" height="10"/><rect class="fill" width="${share}" height="10"/>${expected !== null && expected > 0 ? html`<rect class="mark" x="${Math.min(98.8, expected)}" width="1.2" height="10"/>` : null}</svg>`;

/** What stands in a row; null is nothing. What is `wide` says nothing that one would miss on a narrow screen. */
type Cell = Value | { readonly wide: Value };

const isWide = (cell: Cell): cell is { readonly wide: Value } =>
  typeof cell === 'object' && cell !== null && 'wide' in cell;

function data(cell: Cell, label: string): Html {
  const wide = cell === null ? texts.overview.none : isWide(cell) ? cell.wide : null;
  const shown = wide ?? (cell as Value);
  return html`<td role="cell" data-label="${label}"${wide === null ? null : html` class="wideonly"`}><span>${typeof shown === 'number' ? number(shown) : shown}</span></td>`;
}

/**
 * A table whose rows become cards on a narrow screen, without the cells in which nothing stands; one that is small enough
 * `keeps` its rows there. The first cell of a row is its heading.
 */
export function table(
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly [heading: Value, ...cells: Cell[]])[],
  how: 'stack' | 'keeps' = 'stack',
): Html {
  return html`<table role="table" class="list ${how}"><caption>${caption}</caption><thead role="rowgroup"><tr role="row">${columns.map((c) => html`<th role="columnheader" scope="col">${c}</th>`)}</tr></thead><tbody role="rowgroup">${rows.map(
    ([heading, ...cells]) =>
      html`<tr role="row"><th role="rowheader" scope="row">${heading}</th>${cells.map((cell, i) => data(cell, columns[i + 1]!))}</tr>`,
  )}</tbody></table>`;
}

/** Why an activity is late or at risk, and what to do. */
export const concern = (c: BoardConcern, named: boolean): Html =>
  html`<article class="concern c-${c.status}">
${named ? html`<h3><a href="${pathOf({ page: 'activity', number: c.number })}"><span class="number">${c.number}</span> ${c.title}</a></h3>` : null}
<p class="state">${badge(c.status, c.statusName)}</p>
${c.why.map((line) => html`<p>${line}</p>`)}
${c.todo === null ? null : html`<p class="todo"><strong>${texts.overview.todo}</strong> ${texts.overview.inChat} <code>${c.todo}</code></p>`}
</article>`;

/** Something owed, in the line of what comes next. */
export const coming = (d: BoardDate): Html =>
  html`<li><p class="when"><strong>${d.day}</strong> <span>${d.when}</span></p><p><a href="${pathOf({ page: 'activity', number: d.number })}">${d.number}. ${d.activity}</a>${d.what === null ? null : html`: ${d.what}`}</p>${d.fixed ? null : html`<p class="why">${d.why}</p>`}</li>`;

/** A heading with what belongs under it. */
export const section = (title: string, ...content: readonly Value[]): Html =>
  html`<section><h2>${title}</h2>${content}</section>`;
