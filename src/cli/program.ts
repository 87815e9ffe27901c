import { Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { backupTexts as backups } from '../texts/backup.ts';
import { cli as texts } from '../texts/cli.ts';
import { pictureCli } from '../texts/cli-pictures.ts';
import { committeesCli } from '../texts/committees.ts';
import { migrateTexts } from '../texts/migrate.ts';
import { personCli } from '../texts/persons.ts';
import { reportCli } from '../texts/report-papers.ts';
import { visible } from '../texts/visible.ts';
import type { EvidenceOptions } from './evidence.ts';
import { exitCodeOf } from './exit-code.ts';
import type { RosterOptions } from './imports.ts';
import type { ForgetOptions } from './persons.ts';
import type { showProgress } from './progress.ts';
import type { ReportOptions, writeReport } from './report.ts';
import { nameCommittee } from './which.ts';

// A terminal acts upon what nobody sees.
const say = (text: string): void => void process.stdout.write(`${visible(text)}\n`);
const complain = (text: string): void => void process.stderr.write(`${visible(text)}\n`);

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

type Run = <A extends unknown[]>(action: (...args: A) => Promise<boolean>) => (...given: A) => Promise<void>;

function program(run: Run): Command {
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

  const roster = sub(pat, 'plantilla', texts.roster);
  sub(roster, 'importar', texts.rosterImport)
    .argument('<archivo>', texts.file)
    .option('--simular', texts.simulate)
    .option('--completo', texts.complete)
    .option('--readmitir <NUMERO>', personCli.readmit, several)
    .action(
      run(async (file: string, o: RosterOptions) =>
        (await import('./imports.ts')).importRosterFile(file, o, say),
      ),
    );

  const records = sub(pat, 'registros', texts.records);
  sub(records, 'importar', texts.recordsImport)
    .argument('<archivo>', texts.file)
    .option('--simular', texts.simulate)
    .option('--acreditado', texts.accredited)
    .action(
      run(async (file: string, o: { simular?: boolean; acreditado?: boolean }) =>
        (await import('./imports.ts')).importRecordsFile(file, o, say),
      ),
    );

  const proof = sub(pat, 'evidencia', texts.evidence);
  sub(proof, 'agregar', texts.evidenceAdd)
    .argument('<archivos...>', texts.evidenceFiles)
    .option('--actividad <N>', texts.evidenceActivity)
    .option('--folio <FOLIO>', texts.evidenceFolio)
    .option('--hoja <N>', texts.evidenceSheet)
    .option('--fecha <AAAA-MM-DD>', texts.evidenceDate, day)
    .option('--nota <TEXTO>', texts.evidenceNote)
    .action(
      run(async (files: string[], o: EvidenceOptions) =>
        (await import('./evidence.ts')).addEvidenceFiles(files, o, say),
      ),
    );
  sub(proof, 'lista', texts.evidenceList).action(
    run(async () => (await import('./evidence.ts')).listEvidence(say)),
  );

  sub(pat, 'avance', texts.progress)
    .option('--json', texts.json)
    .option('--al <AAAA-MM-DD>', texts.asOf, day)
    .option('--conocido-al <AAAA-MM-DD>', texts.knownOn, day)
    .option('--programa <AAAA>', texts.ofProgramme)
    .option('--actividad <N>', texts.activity)
    .option('--unidad <NOMBRE>', texts.unit)
    .action(
      run(async (o: Parameters<typeof showProgress>[0]) =>
        (await import('./progress.ts')).showProgress(o, say),
      ),
    );

  const reports = sub(pat, 'informe', reportCli.report);
  reporting(sub(reports, 'trimestral', reportCli.quarterly))
    .argument('<trimestre>', reportCli.quarter)
    .action(run((quarter: string, o: ReportOptions) => report({ kind: 'quarterly', quarter }, o, say)));
  reporting(sub(reports, 'anual', reportCli.annual)).action(
    run((o: ReportOptions) => report({ kind: 'annual' }, o, say)),
  );
  sub(pat, 'rol', texts.role)
    .argument('<numero>', texts.roleNumber)
    .argument('<cargo>', texts.roleName)
    .action(
      run(async (number: string, role: string) => (await import('./role.ts')).giveRole(number, role, say)),
    );

  const person = sub(pat, 'persona', personCli.group);
  sub(person, 'exportar', personCli.export)
    .argument('<numero>', personCli.number)
    .requiredOption('--salida <ARCHIVO>', personCli.out)
    .action(
      run(async (number: string, o: { salida: string }) =>
        (await import('./person-copy.ts')).exportPerson(number, o, say),
      ),
    );
  sub(person, 'olvidar', personCli.forget)
    .argument('<numero>', personCli.number)
    .option('--oficio <TEXTO>', personCli.oficio)
    .option('--simular', texts.simulate)
    .action(
      run(async (number: string, o: ForgetOptions) =>
        (await import('./persons.ts')).forgetPersonData(number, o, say),
      ),
    );

  sub(pat, 'hoja', texts.sheet)
    .argument('<N>', texts.sheetNumber)
    .option('--salida <ARCHIVO>', texts.output('hoja-N.pdf'))
    .action(
      run(async (n: string, o: { salida?: string }) => (await import('./sheets.ts')).printSheet(n, o, say)),
    );

  sub(pat, 'tarjeta', pictureCli.card)
    .argument('<mes>', pictureCli.period)
    .requiredOption('--salida <ARCHIVO>', texts.output())
    .option('--cuadrada', pictureCli.square)
    .action(
      run(async (period: string, o: { salida: string; cuadrada?: boolean }) =>
        (await import('./pictures.ts')).drawCard(period, o, say),
      ),
    );
  sub(pat, 'cartel', pictureCli.poster)
    .requiredOption('--salida <ARCHIVO>', texts.output())
    .option('--a4', pictureCli.a4)
    .action(
      run(async (o: { salida: string; a4?: boolean }) => (await import('./pictures.ts')).drawPoster(o, say)),
    );

  sub(pat, 'verificar', texts.verify)
    .option('--ancla <ASIENTO:HUELLA>', texts.verifyAnchor, several)
    .action(
      run(async (o: { ancla?: readonly string[] }) =>
        (await import('./ledger.ts')).verify(o.ancla ?? [], say, complain),
      ),
    );
  sub(pat, 'exportar', texts.export)
    .argument('<carpeta>', texts.folder)
    .action(run(async (folder: string) => (await import('./ledger.ts')).exportTo(folder, say)));
  sub(pat, 'respaldo', backups.backup)
    .option('--destino <CARPETA>', backups.destination)
    .action(run(async (o: { destino?: string }) => (await import('./backup.ts')).backUp(o, say)));
  sub(pat, 'restaurar', backups.restore)
    .argument('<respaldo>', backups.restoreArgument)
    .option('--simular', backups.simulate)
    .option('--folio-minimo <FOLIO>', backups.leastFolio, several)
    .action(
      run(async (folder: string, o: { simular?: boolean; folioMinimo?: readonly string[] }) =>
        (await import('./restore.ts')).restore(folder, o, say),
      ),
    );
  sub(pat, 'migrar', migrateTexts.command).action(
    run(async () => (await import('./migrate.ts')).migrate(say)),
  );
  sub(pat, 'vigilar', backups.watch).action(run(async () => (await import('./watch.ts')).watch(say)));
  sub(pat, 'paquete', backups.package)
    .option('--salida <ARCHIVO>', backups.packageOutput)
    .option('--con-node', backups.withNode)
    .action(
      run(async (o: { salida?: string; conNode?: boolean }) => (await import('./pack.ts')).pack(o, say)),
    );
  sub(pat, 'doctor', texts.doctor).action(run(async () => (await import('./doctor.ts')).doctor(say)));

  const manifests = sub(pat, 'manifiesto', texts.manifests);
  sub(manifests, 'slack', texts.manifestSlack)
    .option('--socket', texts.socketMode)
    .action(
      run(async (o: { socket?: boolean }) => (await import('./manifests.ts')).slackManifestText(o, say)),
    );
  sub(manifests, 'teams', texts.manifestTeams)
    .option('--salida <ARCHIVO>', texts.output('pat-teams.zip'))
    .action(
      run(async (o: { salida?: string }) =>
        (await import('./manifests.ts')).writeTeamsPackage(o.salida ?? 'pat-teams.zip', say),
      ),
    );
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

/** Writes a report; what makes documents is loaded only then, since it is slow to load. */
const report: typeof writeReport = async (...given) => (await import('./report.ts')).writeReport(...given);

/** What both reports are told. */
function reporting(command: Command): Command {
  return command
    .requiredOption('--salida <CARPETA>', reportCli.out)
    .option('--oficio <TEXTO>', reportCli.oficio)
    .option('--programa <AAAA>', texts.ofProgramme)
    .option('--fecha <AAAA-MM-DD>', reportCli.date, day)
    .option('--leyenda <TEXTO>', reportCli.legend)
    .option('--lugar <TEXTO>', reportCli.place)
    .option('--reemplazar', reportCli.replace);
}

/** A command that speaks Spanish and exits by exception; help lists what can be run, group and all. */
function base(command: Command): Command {
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
const several = (value: string, before: readonly string[] = []): string[] => [...before, value];

function day(value: string): string {
  if (!z.string().date().safeParse(value).success) throw new InvalidArgumentError(texts.badDay(value));
  return value;
}

function instant(value: string): Date {
  if (!z.string().datetime({ offset: true }).safeParse(value).success)
    throw new InvalidArgumentError(texts.badInstant(value));
  return new Date(value);
}
