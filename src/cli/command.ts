import { type Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { cli as texts } from '../texts/cli.ts';

/** A command that speaks Spanish and exits by exception; help lists what can be run, group and all. */
export function base(command: Command): Command {
  return command
    .exitOverride()
    .helpOption('-h, --help', texts.help)
    .helpCommand(false)
    .configureHelp({
      visibleCommands: runnable,
      subcommandTerm: term,
      styleTitle: (title) => texts.titles[title] ?? title,
      styleUsage: spanish,
      showGlobalOptions: false,
    })
    .configureOutput({ writeErr: (text) => process.stderr.write(text), outputError: () => {} });
}

const spanish = (usage: string): string =>
  usage.replace('[options]', texts.options).replace('[command]', texts.command);

const runnable = (c: Command): Command[] =>
  c.commands.flatMap((one) => (one.commands.length > 0 ? runnable(one) : [one]));

/** How a command is written: `plantilla importar [opciones] <archivo>`. */
function term(c: Command): string {
  const group = c.parent?.parent ? [c.parent.name()] : [];
  const options = c.options.some(({ long }) => long !== '--comite') ? [texts.options] : [];
  return [
    ...group,
    c.name(),
    ...options,
    ...c.registeredArguments.map((a) => `<${a.name()}${a.variadic ? '…' : ''}>`),
  ].join(' ');
}

/** The values of an option that is given several times. */
export const several = (value: string, before: readonly string[] = []): string[] => [...before, value];

/** An option that is a date; throws InvalidArgumentError. */
export function day(value: string): string {
  if (!z.string().date().safeParse(value).success) throw new InvalidArgumentError(texts.badDay(value));
  return value;
}

/** An option that is an instant; throws InvalidArgumentError. */
export function instant(value: string): Date {
  if (!z.string().datetime({ offset: true }).safeParse(value).success)
    throw new InvalidArgumentError(texts.badInstant(value));
  return new Date(value);
}
