import { writeFile } from 'node:fs/promises';
import { slackManifest } from '../../manifests/slack/manifest.ts';
import { parseConfig } from '../config.ts';
import { Refused } from '../open.ts';
import { cli as texts } from '../texts/cli.ts';

type Say = (text: string) => void;

/** `pat manifiesto slack`: the app manifest with this server's address. */
export async function slackManifestText({ socket }: { socket?: boolean }, say: Say): Promise<boolean> {
  const { publicUrl } = parseConfig(process.env);
  const reachable = publicUrl.startsWith('https://') ? publicUrl : null;
  say(JSON.stringify(slackManifest({ publicUrl: reachable, socketMode: socket === true }), null, 2));
  return true;
}

/** `pat manifiesto teams`: the app package with this server's address and app id. */
export async function writeTeamsPackage({ salida }: { salida: string }, say: Say): Promise<boolean> {
  const { teams, publicUrl } = parseConfig(process.env);
  if (teams === null) throw new Refused(texts.teamsPackageNeedsApp, 2);
  if (!publicUrl.startsWith('https://')) throw new Refused(texts.teamsPackageNeedsUrl, 2);
  const { buildTeamsPackage } = await import('../../manifests/teams/package.ts');
  await writeFile(salida, buildTeamsPackage({ appId: teams.appId, publicUrl }));
  say(salida);
  return true;
}
