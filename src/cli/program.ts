import { Command } from 'commander';
import { cli as texts } from '../texts/cli.ts';
import { committeesCli } from '../texts/committees.ts';
import { base, instant } from './command.ts';
import {
  aboutPersons,
  bringingIn,
  complain,
  type Given,
  lookingAfter,
  printing,
  telling,
} from './commands.ts';
import { exitCodeOf } from './exit-code.ts';
import { nameCommittee } from './which.ts';

/** Runs the command line; gives the exit code: 0 done, 1 refused or failed, 2 wrong use. */
export async function runCli(args: readonly string[]): Promise<number> {
  let code = 0;
  const run =
    <A extends unknown[]>(action: (...args: A) => Promise<boolean>) =>
    async (...given: A): Promise<void> => {
      code = (await action(...given)) ? 0 : 1;
    };
  // Each command is loaded when it is called.
  try {
    await program(run).parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    return exitCodeOf(error, complain);
  }
}

function program(run: Given['run']): Command {
  const pat = base(new Command('pat'))
    .description(texts.description)
    .helpCommand('ayuda [comando]', texts.commandHelp);
  const sub = (parent: Command, name: string, what: string) => {
    const command = base(parent.command(name)).description(what);
    return ofAll.has(name) ? command : command.option('--comite <ID>', committeesCli.option);
  };
  pat.hook('preAction', (_, command) => nameCommittee(command.opts<{ comite?: string }>().comite));

  sub(pat, 'start', texts.start)
    .option('--desde <ISO>', texts.startSince, instant)
    .option('--demo', texts.startDemo)
    .option('--sin-cliente', texts.startNoClient)
    .action(
      run(async (o: { desde?: Date; demo?: boolean; sinCliente?: boolean }) =>
        (await import('./start.ts')).runBot(o, complain),
      ),
    );

  const given: Given = { pat, sub, run };
  // In the order in which help lists them.
  bringingIn(given);
  telling(given);
  aboutPersons(given);
  printing(given);
  lookingAfter(given);
  return pat;
}

/** Commands, and groups of them, that are about no committee. */
const ofAll = new Set([
  'start',
  'plantilla',
  'registros',
  'evidencia',
  'informe',
  'persona',
  'paquete',
  'manifiesto',
  'slack',
  'teams',
]);
