import { plural } from './format.ts';
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
  backup: (how: 'off' | 'on' | 'unreadable', ageMs: number | null): string =>
    how === 'off'
      ? 'sin carpeta de respaldos (PAT_BACKUP_DIR)'
      : how === 'unreadable'
        ? 'no se puede leer la carpeta de respaldos'
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
