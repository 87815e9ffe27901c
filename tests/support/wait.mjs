// Loaded before the bot: has its code read and compiled, then waits for a word on its input. Without it, since whoever
// started it is gone, it ends.
await Promise.all(['../../src/cli/start.ts', '../../adapters/slack/index.ts'].map((path) => import(path)));
let said = '';
for await (const chunk of process.stdin) said += chunk;
if (said !== 'go') process.exit(1);
