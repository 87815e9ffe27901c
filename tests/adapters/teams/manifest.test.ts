import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import Ajv from 'ajv-draft-04';
import formats from 'ajv-formats';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { resourceOf } from '../../../adapters/web/entra.ts';
import { icons, renderIcon } from '../../../manifests/teams/icons/render.ts';
import { type TeamsManifestOptions, teamsManifest } from '../../../manifests/teams/manifest.ts';
import { buildTeamsPackage } from '../../../manifests/teams/package.ts';

const options: TeamsManifestOptions = {
  appId: '11111111-2222-3333-4444-555555555555',
  publicUrl: 'https://pat.ejemplo.gob.mx',
  version: '1.0.0',
  personal: Array.from({ length: 14 }, (_, i) => ({
    title: i === 0 ? 'ayuda' : `comando ${i}`,
    description: `Lo que hace el comando ${i}. ${'Muy largo. '.repeat(20)}`,
  })),
  shared: [{ title: 'avance', description: 'Avance del programa' }],
};

/** Microsoft's own schema of the manifest, from their package. */
function violations(manifest: unknown): unknown[] {
  const home = dirname(createRequire(import.meta.url).resolve('@microsoft/app-manifest/package.json'));
  const file = join(home, 'build/json-schemas/teams/v1.19/MicrosoftTeams.schema.json');
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(file, 'utf8')));
  validate(manifest);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** Width and height from a PNG's header, and whether it has an alpha channel. */
function png(bytes: Uint8Array): { width: number; height: number; alpha: boolean } {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  expect(strFromU8(bytes.subarray(1, 4))).toBe('PNG');
  return { width: view.getUint32(16), height: view.getUint32(20), alpha: bytes[25] === 6 };
}

describe('the Teams app', () => {
  const manifest = teamsManifest(options);

  it('has a manifest that Microsoft’s schema takes', () => {
    expect(violations(manifest)).toEqual([]);
    // The schema is alive: it finds what is wrong.
    expect(violations({ ...manifest, name: { short: 'x'.repeat(31), full: 'x' } })).not.toEqual([]);
  });

  it('has the board as a tab where the tenant is known', () => {
    expect(manifest).not.toHaveProperty('staticTabs');
    const withTab = teamsManifest({ ...options, tab: true });
    expect(violations(withTab)).toEqual([]);
    expect(withTab.staticTabs?.[0]).toMatchObject({ contentUrl: 'https://pat.ejemplo.gob.mx/tablero/teams' });
    expect(withTab.webApplicationInfo?.resource).toBe(resourceOf(options.publicUrl, options.appId));
  });

  it('suggests ten commands in a place, none cut without a sign', () => {
    const [bot] = manifest.bots;
    const [personal, shared] = bot?.commandLists ?? [];
    expect(personal?.commands.map(({ title }) => title)).toEqual(
      options.personal.slice(0, 10).map(({ title }) => title),
    );
    expect(personal?.commands[0]?.description).toMatch(/^Lo que hace el comando 0.*…$/);
    expect(shared).toEqual({ scopes: ['team', 'groupChat'], commands: options.shared });
    expect(bot?.scopes).toEqual(['personal', 'team', 'groupChat']);
  });

  it('trusts the bot’s own address alone, and asks for no consent of the organization', () => {
    expect(manifest.validDomains).toEqual(['pat.ejemplo.gob.mx']);
    expect(manifest).not.toHaveProperty('authorization');
    expect(manifest.developer.privacyUrl).toBe('https://pat.ejemplo.gob.mx');
    const pages = { privacy: 'https://ejemplo.gob.mx/aviso' };
    expect(teamsManifest({ ...options, pages }).developer.privacyUrl).toBe('https://ejemplo.gob.mx/aviso');
  });

  it.each([
    ['an app id that is no GUID', { appId: 'mi-bot' }, 'MicrosoftAppId'],
    ['an address without TLS', { publicUrl: 'http://pat.ejemplo.gob.mx' }, 'PAT_PUBLIC_URL'],
    ['no address', { publicUrl: 'pat' }, 'PAT_PUBLIC_URL'],
  ])('is not made with %s', (_, more, named) => {
    expect(() => teamsManifest({ ...options, ...more })).toThrow(named);
  });

  it('comes as a zip of the manifest and the icons in the sizes that Teams asks for', () => {
    const files = unzipSync(buildTeamsPackage(options));
    expect(Object.keys(files).sort()).toEqual(['color.png', 'manifest.json', 'outline.png']);
    expect(JSON.parse(strFromU8(files['manifest.json'] ?? new Uint8Array()))).toEqual(manifest);
    expect(png(files['color.png'] ?? new Uint8Array())).toMatchObject({ width: 192, height: 192 });
    expect(png(files['outline.png'] ?? new Uint8Array())).toEqual({ width: 32, height: 32, alpha: true });
  });

  it('is the same package every time', () => {
    expect(Buffer.from(buildTeamsPackage(options)).equals(Buffer.from(buildTeamsPackage(options)))).toBe(
      true,
    );
  });

  it.each(icons)('has its %s icon as it is drawn', (name) => {
    const checkedIn = readFileSync(new URL(`../../../manifests/teams/icons/${name}.png`, import.meta.url));
    expect(renderIcon(name).equals(checkedIn)).toBe(true);
  });
});
