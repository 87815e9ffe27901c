import pino, { type DestinationStream, type Logger } from 'pino';

/** Errors whose message quotes what was read, which may be anything that somebody wrote. */
const quotes = /^(SyntaxError|ZodError|CsvError|URIError)$/;

/** An error and what caused it, outermost first. */
function* chain(error: unknown): Generator<Error> {
  for (let at = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth += 1) yield at;
}

/** What a log says of an error: all of it, unless it quotes; then only its kind and where it arose. */
function told(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const all = [...chain(error)];
  if (!all.some(({ name }) => quotes.test(name))) return pino.stdSerializers.err(error);
  const at = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return { type: all.map(({ name }) => name).join(', by '), stack: at?.join('\n') };
}

/** The log: JSON lines without secrets, on stdout unless told otherwise. */
export function createLog(level: string, to?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    serializers: { err: told },
    redact: { paths: ['*.token', '*.password', '*.secret', '*.authorization'], censor: '[redacted]' },
  };
  return to ? pino(options, to) : pino(options);
}
