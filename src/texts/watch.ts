import { plural, shortDate } from './format.ts';
import { upkeepTexts } from './upkeep.ts';

const bots = {
  answers: 'el bot contesta',
  down: 'el bot no está en marcha',
  hangs: 'el bot está en marcha y no contesta',
};
const stores = {
  ok: 'guarda',
  full: 'no se puede escribir en la carpeta de datos',
  bad: 'el libro de registros está dañado o no se puede guardar',
};

/** What `pat vigilar` says in its one line. */
export const watchTexts = {
  bot: (how: keyof typeof bots): string => bots[how],
  storage: (how: keyof typeof stores): string => stores[how],
  tick: (ageMs: number | null): string =>
    ageMs === null
      ? 'todavía no revisa lo pendiente'
      : ageMs < 60_000
        ? `revisó lo pendiente hace ${Math.max(0, Math.round(ageMs / 1000))} s`
        : `revisó lo pendiente ${upkeepTexts.age(ageMs)}`,
  platform: (name: string, ok: boolean): string => `${name} ${ok ? 'conectado' : 'sin conexión'}`,
  noPlatform: 'sin plataformas conectadas',
  paused: 'en pausa hasta que se confirme la restauración',
  backup: (how: 'off' | 'on' | 'unreadable' | 'unmounted', ageMs: number | null): string =>
    how === 'off'
      ? 'sin carpeta de respaldos (PAT_BACKUP_DIR)'
      : how === 'unreadable'
        ? 'no se puede leer la carpeta de respaldos'
        : how === 'unmounted'
          ? 'la carpeta de respaldos no está montada'
          : ageMs === null
            ? 'todavía no hay respaldo'
            : `respaldo ${upkeepTexts.age(ageMs)}`,
  secret: (left: number): string =>
    left < 0
      ? 'el secreto de Teams ya venció'
      : `el secreto de Teams vence en ${plural(left, 'día', 'días')}`,
  /** What is wrong comes first. */
  line: (ok: boolean, looks: readonly { readonly ok: boolean; readonly words: string }[]): string => {
    const bad = looks.filter((look) => !look.ok).map(({ words }) => `✖ ${words}`);
    const good = looks.filter((look) => look.ok).map(({ words }) => words);
    return `${ok ? 'BIEN' : 'MAL'}: ${[...bad, ...good].join('; ')}`;
  },
};

/** What `pat doctor` says of the same. */
export const doctorUpkeep = {
  noBackups: 'Respaldo diario: sin configurar',
  noBackupsHow: 'Define PAT_BACKUP_DIR con una carpeta, de preferencia de otra máquina.',
  unreadable: (dir: string): string => `Respaldos: no se puede leer ${dir}`,
  unreadableHow: 'Revisa que esté montada y que el usuario del servicio pueda escribir ahí.',
  unmounted: (dir: string): string => `Respaldos: ${dir} estaba en otro disco y ahora no lo está`,
  backups: (dir: string, n: number, ageMs: number | null): string =>
    ageMs === null
      ? `Respaldos: ninguno todavía en ${dir}`
      : `Respaldos: ${n} en ${dir}, el último ${upkeepTexts.age(ageMs)}`,
  backupsHow: 'El bot en marcha respalda cada noche; a mano: npm run -s pat -- respaldo',
  sameDisk: 'Los respaldos están en el mismo disco que los datos',
  sameDiskHow: 'Si ese disco falla se pierden los dos: usa una carpeta de otra máquina.',
  paused: 'En pausa: los datos se recuperaron de un respaldo y falta confirmarlo',
  pausedHow: 'La Secretaría Ejecutiva escribe «restauración» en su chat con el bot.',
  secret: (expires: string | null, left: number | null): string =>
    expires === null || left === null
      ? 'Secreto de Teams: sin fecha de vencimiento anotada'
      : left < 0
        ? `Secreto de Teams: venció el ${shortDate(expires)}`
        : `Secreto de Teams: vence el ${shortDate(expires)} (en ${plural(left, 'día', 'días')})`,
  secretHow: 'Crea otro en Azure a tiempo y anota su fecha en PAT_TEAMS_SECRET_EXPIRES.',
  proxy: (url: string, except: string | null): string =>
    `Salida por el proxy ${withoutSecret(url)}${except === null ? '' : `, menos a ${except}`}`,
  metrics: (token: boolean): string =>
    token ? '/metrics: con PAT_METRICS_TOKEN' : '/metrics: solo desde esta máquina',
};

/** An address without the user and password that it may carry. */
const withoutSecret = (url: string): string => url.replace(/\/\/[^/@]*@/, '//');
