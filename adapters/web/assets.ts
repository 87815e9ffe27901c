import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { boardPath } from '../../src/ports/board.ts';

/** A file that all may have, under an address that changes with its content. */
export interface Asset {
  readonly path: string;
  readonly type: string;
  readonly bytes: Buffer;
}

const require = createRequire(import.meta.url);

/** The card's own letters; of each only what Spanish needs. */
const faces = [
  { family: 'Fraunces', pack: 'fraunces', weight: 600 },
  { family: 'Source Sans 3', pack: 'source-sans-3', weight: 400 },
  { family: 'Source Sans 3', pack: 'source-sans-3', weight: 600 },
] as const;

function asset(name: string, ending: string, type: string, bytes: Buffer): Asset {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  return { path: `${boardPath}/v/${name}.${hash}.${ending}`, type, bytes };
}

const fonts = faces.map(({ family, pack, weight }) => {
  const folder = join(dirname(require.resolve(`@fontsource/${pack}/package.json`)), 'files');
  const bytes = readFileSync(join(folder, `${pack}-latin-${weight}-normal.woff2`));
  return { family, weight, file: asset(`${pack}-${weight}`, 'woff2', 'font/woff2', bytes) };
});

const fontFaces = fonts
  .map(
    ({ family, weight, file }) =>
      `@font-face{font-family:"${family}";font-weight:${weight};font-display:swap;src:url("${file.path}") format("woff2")}`,
  )
  .join('\n');

const css = readFileSync(new URL('./style.css', import.meta.url), 'utf8');

/** The one style sheet of all pages. */
export const style = asset('tablero', 'css', 'text/css; charset=utf-8', Buffer.from(`${fontFaces}\n${css}`));

const javascript = 'text/javascript; charset=utf-8';
const library = join(
  dirname(require.resolve('@microsoft/teams-js/package.json')),
  'dist/umd/MicrosoftTeams.min.js',
);

/** The scripts of the page that Teams shows as a tab; no other page has any. Microsoft's library comes first. */
export const tabScripts = [
  asset('teams-js', 'js', javascript, readFileSync(library)),
  asset('teams-tab', 'js', javascript, readFileSync(new URL('./teams-tab.js', import.meta.url))),
] as const;

/** By address. */
export const assets: ReadonlyMap<string, Asset> = new Map(
  [style, ...tabScripts, ...fonts.map((f) => f.file)].map((file) => [file.path, file]),
);
