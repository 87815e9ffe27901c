import { perform } from './imports.ts';
import { commandConfig } from './which.ts';

/** `pat rol NUMERO secretaria`: the way back in when nobody in the chat can appoint. */
export async function giveRole(number: string, role: string, say: (text: string) => void): Promise<boolean> {
  const result = await perform(await commandConfig(), { op: 'grant-role', number, role });
  for (const line of result.lines) say(line);
  return result.ok;
}
