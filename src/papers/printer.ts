import type { Paper } from './paper.ts';
import type { Done } from './press.ts';
import { print } from './print.ts';

// The process of a press: one paper in, its files out. It ends with whoever started it.
process.on('message', async (paper: Paper) => {
  const answer = await print(paper).then(
    (files): Done => ({ files }),
    (error: unknown): Done => ({
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }),
  );
  process.send?.(answer);
});
process.once('disconnect', () => process.exit(0));
