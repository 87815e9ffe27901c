import type { ZodErrorMap } from 'zod';
import type { Problem } from '../programme/schema.ts';
import { join, number } from './format.ts';

const problems: Record<Problem, string> = {
  repeated: 'se repite: ya aparece más arriba',
  'not-descending': 'los días deben ir de más a menos, sin repetirse',
  'ends-before-start': 'termina antes de empezar',
  'low-contrast': 'el color del texto no se lee bien sobre el papel: el contraste debe ser de 4.5 a 1 o más',
  'closes-within-year': 'el cierre no puede ser antes del 31 de diciembre del año del programa',
  'unknown-time-zone': 'no existe esa zona horaria; escríbela como «America/Hermosillo»',
};

/** How to write what has a form of its own, by the field's name. */
const forms: Readonly<Record<string, string>> = {
  due: '{"on": "2024-05-09"} o {"businessDays": 10, "after": "2024-03-31"}',
  confirmed: 'false o {"by": "quién lo confirmó", "on": "2024-05-09"}',
  at: 'una hora, por ejemplo "09:00"',
  until: 'una hora, por ejemplo "20:00"',
  id: 'minúsculas, números y guiones, sin espacios',
  version: 'letras, números, puntos y guiones, hasta 20 caracteres',
  partDecided: 'false o {"by": "quién lo decidió", "on": "2024-05-09"}',
};

const types: Readonly<Record<string, string>> = {
  string: 'un texto',
  number: 'un número',
  integer: 'un número entero',
  boolean: 'true o false',
  array: 'una lista',
  object: 'un objeto {…}',
  null: 'null',
};

const quoted = (values: readonly unknown[]) => join(values.map((v) => `«${String(v)}»`));

/** zod's findings in plain words, for whoever keeps the programme file. */
export const programmeErrors: ZodErrorMap = (issue, context) => ({
  message: (() => {
    switch (issue.code) {
      case 'invalid_type':
        if (issue.received === 'undefined') return 'falta este dato';
        return `debe ser ${types[issue.expected] ?? issue.expected}`;
      case 'invalid_literal':
        return `debe ser ${JSON.stringify(issue.expected)}`;
      case 'unrecognized_keys':
        return 'sobra: no hay un dato con ese nombre';
      case 'invalid_union':
        return howTo(issue.path);
      case 'invalid_union_discriminator':
        return `debe ser uno de: ${quoted(issue.options)}`;
      case 'invalid_enum_value':
        return `no puede ser «${issue.received}»; debe ser uno de: ${quoted(issue.options)}`;
      case 'invalid_string':
        if (issue.validation === 'date') return 'debe ser una fecha que exista, escrita como 2024-05-09';
        if (issue.validation === 'url') return 'debe ser una dirección completa, como https://…';
        return howTo(issue.path);
      case 'too_small':
        return tooSmall(issue.type, Number(issue.minimum), issue.inclusive, issue.exact === true);
      case 'too_big':
        if (issue.type === 'array') return `la lista debe tener ${number(Number(issue.maximum))} elementos`;
        return `no puede ser mayor que ${String(issue.maximum)}`;
      default:
        return context.defaultError;
    }
  })(),
});

function tooSmall(type: string, least: number, inclusive: boolean, exact: boolean): string {
  if (type === 'string') return 'no puede estar vacío';
  if (type === 'array')
    return exact ? `la lista debe tener ${number(least)} elementos` : 'la lista no puede estar vacía';
  return inclusive ? `no puede ser menor que ${least}` : `debe ser mayor que ${least}`;
}

function howTo(path: readonly (string | number)[]): string {
  const form = forms[String(path.at(-1))];
  return form ? `escríbelo así: ${form}` : 'no tiene la forma correcta';
}

/** What the schema's own rules find, in plain words. */
export const programmeProblem = (problem: string): string => problems[problem as Problem] ?? problem;

const syntax: Readonly<Record<string, string>> = {
  InvalidSymbol: 'hay un signo o una palabra que no va ahí (los textos van entre comillas rectas)',
  InvalidNumberFormat: 'este número está mal escrito',
  PropertyNameExpected: 'falta el nombre de un dato entre comillas (quizá sobra una coma antes)',
  ValueExpected: 'falta un valor (quizá sobra una coma antes)',
  ColonExpected: 'faltan los dos puntos después del nombre',
  CommaExpected: 'falta una coma',
  CloseBraceExpected: 'falta cerrar con }',
  CloseBracketExpected: 'falta cerrar con ]',
  EndOfFileExpected: 'sobra texto después del final',
  InvalidCommentToken: 'aquí hay un comentario: JSON no los admite',
  UnexpectedEndOfString: 'falta cerrar las comillas de este texto',
  UnexpectedEndOfNumber: 'falta cerrar las comillas de este texto',
  InvalidEscapeCharacter: 'hay una secuencia con \\ que no existe',
  InvalidCharacter: 'hay un carácter que debe escribirse con \\',
};

/** What is wrong with a file's JSON, by jsonc-parser's name of it. */
export const jsonError = (name: string): string => syntax[name] ?? 'el archivo no es JSON válido';

/** That a file names a key twice. */
export const repeatedKey = (key: string): string => `«${key}» aparece dos veces`;

/** One error of a programme file in a line: where and what. */
export const programmeErrorLine = (e: {
  path: string;
  line: number;
  column: number;
  message: string;
}): string => `línea ${e.line}, columna ${e.column}${e.path ? `, ${e.path}` : ''}: ${e.message}`;
