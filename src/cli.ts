#!/usr/bin/env node
import { runCli } from './cli/program.ts';

// Whoever reads along may stop reading (`pat … | head`): that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = await runCli(process.argv.slice(2));
