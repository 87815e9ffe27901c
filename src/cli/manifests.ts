import { writeFile } from 'node:fs/promises';
import { slackManifest } from '../../manifests/slack/manifest.ts';
import { parseConfig } from '../config.ts';

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
  const { buildTeamsPackage } = await import('../../manifests/teams/package.ts');
  const { teams, publicUrl } = parseConfig(process.env);
  await writeFile(salida, await buildTeamsPackage({ appId: teams?.appId ?? null, publicUrl }));
  say(salida);
  return true;
}
