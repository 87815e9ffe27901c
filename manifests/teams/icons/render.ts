import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';

/** The icons of a Teams app: a full-colour one and an outline in white (Teams, "App icons"). */
export const icons = ['color', 'outline'] as const;

/** An icon's PNG, from its drawing. */
export function renderIcon(name: (typeof icons)[number]): Buffer {
  const svg = readFileSync(new URL(`./${name}.svg`, import.meta.url), 'utf8');
  return Buffer.from(new Resvg(svg).render().asPng());
}

// After a change of a drawing: npx tsx manifests/teams/icons/render.ts
if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const name of icons) writeFileSync(new URL(`./${name}.png`, import.meta.url), renderIcon(name));
