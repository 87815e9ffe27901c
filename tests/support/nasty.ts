import fc from 'fast-check';

/** What people, files and forgers put into names, courses, reasons, notes, units and file names. */
export const nasties: readonly string[] = [
  '<!channel> <!here> <!everyone>',
  '<@U123ABC> <@W1> <#C123|general> <!subteam^S1>',
  '<https://malo.example|Contraloría>',
  '<at>todos</at> </at><at id="0">Jefe</at>',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: so it is written by who tries.
  '{{DATE(2024-01-01T00:00:00Z)}} ${1+1} #{x} %s %n {0}',
  '*negritas* _cursiva_ ~tachado~ `código` ```bloque```',
  '[enlace](https://malo.example) ![x](https://malo.example/x.png) **a** # título',
  '> cita\n- lista\n1. uno',
  ':smile: :rotating_light:',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '"><svg/onload=alert(1)>&amp;&lt;&#60;&#x3c;',
  ']]></w:t><w:p/><!-- --><?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>&x;',
  '=1+1',
  "=cmd|'/c calc'!A1",
  '+52 662 100',
  '-2+3',
  '@SUM(A1:A9)',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  '  =1+1',
  '＝1＋1',
  '\u200b=1+1',
  '\u2060=1+1',
  '\u202e=1+1',
  '\u00ad@SUM(1)',
  "'=1+1",
  '=HYPERLINK("https://malo.example","x")',
  '_x003D_1+1',
  'a";=1+1;"b',
  'a,"=1+1"\r\n=2+2',
  '../../etc/passwd',
  '..\\..\\windows\\system32',
  '/etc/cron.d/x',
  'C:\\Windows\\x.exe',
  '\\\\servidor\\c$',
  'CON',
  'nul.txt',
  '.htaccess',
  '...',
  'a/./b//c/',
  'x\u0000.pdf',
  'acta\u202efdp.exe',
  'a\u0007b\u0008c\u001b[31mrojo\u001b[0m\u001b]0;título\u0007\u009b2J',
  'línea\r\n{"level":60,"msg":"falso"}',
  'línea\u2028otra\u2029más\u0085fin',
  'Content-Type: text/html\r\n\r\n<h1>x</h1>',
  'Reunión\r\nATTENDEE:mailto:malo@example.org\r\nBEGIN:VALARM',
  '\u202eodatrevni\u202c \u2066aislado\u2069 \u200fRTL \u061c',
  'ce\u200bro \u200c \u200d \u2060an\ufeffcho \u00ad \u034f \u3164 \u115f',
  'etiquetas\u{e0041}\u{e0042}\u{e007f}\ufe0e',
  'no\ufffe carac\uffffter \ufdd0 \u{1ffff}',
  'mitad \ud800 de \udc00 par',
  'A\u0301\u0301\u0301\u0301\u0301\u0301 Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘O',
  '👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 1️⃣ ❤️',
  'ﷺﷺﷺ ǅ ß ı İ ŉ',
  '__proto__ constructor toString hasOwnProperty',
  'null undefined NaN [object Object] true',
  "'; DROP TABLE entries; --",
  '   \t\n  ',
  '',
  'x'.repeat(3000),
  'ñ'.repeat(149) + '😀'.repeat(10),
];

/** One of them, pieces of them put together, or anything at all. */
export const nasty: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...nasties) },
  {
    weight: 2,
    arbitrary: fc
      .array(fc.oneof(fc.constantFrom(...nasties), fc.string({ unit: 'binary', maxLength: 10 })), {
        minLength: 2,
        maxLength: 4,
      })
      .map((parts) => parts.join('')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
);

/**
 * What nobody sees and yet changes what is seen or done: control characters but line feed and tab, changes of direction,
 * zero-width and other ignorable signs, halves of pairs, what is no character. Joiners inside an emoji are part of it.
 */
export function hidden(text: string): string[] {
  const bare = text
    .replace(
      /(?<=\p{Extended_Pictographic}\ufe0f?|\p{Emoji_Modifier})\u200d(?=\p{Extended_Pictographic})/gu,
      '',
    )
    .replace(/(?<=\p{Extended_Pictographic})\ufe0f|\ufe0f(?=\u20e3)/gu, '');
  const found = bare.match(
    /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu,
  );
  return (found ?? []).map((sign) => `U+${sign.codePointAt(0)!.toString(16)}`);
}

/** What XML 1.0 takes. */
export const xmlLegal = (text: string): boolean =>
  !/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(text);
