// Loaded before the bot: has its code read and compiled, then waits for a word on its input.
import { once } from 'node:events';

await Promise.all(['../../src/cli/start.ts', '../../adapters/slack/index.ts'].map((path) => import(path)));
process.stdin.resume();
await once(process.stdin, 'end');
