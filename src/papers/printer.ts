import { inspectTemplate } from '../reports/template.ts';
import type { Done, Job } from './press.ts';
import { print } from './print.ts';

// The process of a press: one job in, its outcome out. It ends with whoever started it.
process.on('message', async (job: Job) => {
  const work = 'print' in job ? print(job.print) : inspectTemplate(job.inspect);
  const answer = await work.then(
    (done): Done => ({ done }),
    (error: unknown): Done => ({
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }),
  );
  process.send?.(answer);
});
process.once('disconnect', () => process.exit(0));
