import { spawn } from 'node:child_process';

/** The command that opens an address in a browser; null where nobody sits in front of a screen. */
export function browserCommand(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): readonly [string, ...string[]] | null {
  if (env.CI || env.SSH_CONNECTION) return null;
  switch (platform) {
    case 'darwin':
      return ['open'];
    case 'win32':
      return ['cmd', '/c', 'start', ''];
    default:
      return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open'] : null;
  }
}

/** Opens an address in the desktop's browser. Gives whether there is a desktop; that it shows is not promised. */
export function openBrowser(url: string): boolean {
  const command = browserCommand(process.platform, process.env);
  if (command === null) return false;
  const [name, ...args] = command;
  const child = spawn(name, [...args, url], { detached: true, stdio: 'ignore' });
  child.on('error', () => {});
  child.unref();
  return true;
}
