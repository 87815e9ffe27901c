import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { slackManifest } from '../../manifests/slack/manifest.ts';
import { commands } from '../activities/index.ts';
import type { Command } from '../ask.ts';
import { parseConfig } from '../config.ts';
import { Refused } from '../refused.ts';
import { cli as texts } from '../texts/cli.ts';
import { helpLines } from '../texts/help.ts';
import { writable } from './write.ts';

type Say = (text: string) => void;

/** `pat manifiesto slack`: the app manifest with this server's address. */
export async function slackManifestText({ socket }: { socket?: boolean }, say: Say): Promise<boolean> {
  const { publicUrl } = parseConfig(process.env);
  const reachable = publicUrl.startsWith('https://') ? publicUrl : null;
  say(JSON.stringify(slackManifest({ publicUrl: reachable, socketMode: socket === true }), null, 2));
  return true;
}

/** `pat manifiesto teams`: the app package with this server's address and app id. */
export async function writeTeamsPackage(file: string, say: Say): Promise<boolean> {
  const { teams, publicUrl } = parseConfig(process.env);
  if (teams === null) throw new Refused(texts.teamsPackageNeedsApp, 2);
  if (!publicUrl.startsWith('https://')) throw new Refused(texts.teamsPackageNeedsUrl, 2);
  const { buildTeamsPackage } = await import('../../manifests/teams/package.ts');
  const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  const zip = buildTeamsPackage({
    ...{ appId: teams.appId, publicUrl, version, tab: teams.tenantId !== undefined },
    ...suggestedCommands(),
  });
  await writable(file, () => writeFile(resolve(file), zip));
  say(file);
  return true;
}

/** The commands that Teams suggests in the message box: for oneself, and those whose answer may be public. */
export function suggestedCommands() {
  const suggest = (those: readonly Command[]) =>
    those.flatMap((c) => {
      const line = helpLines[c.words[0]!];
      return line
        ? [{ title: [c.words[0], c.followedBy?.[0]].filter(Boolean).join(' '), description: line.what }]
        : [];
    });
  const open = commands.filter((c) => !c.hidden && !c.demo);
  return {
    personal: suggest(open.filter((c) => c.may === 'employee' || c.public)),
    shared: suggest(open.filter((c) => c.public)),
  };
}
