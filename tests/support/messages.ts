import type { Block, Choice, Field, Form, Message } from '../../src/message.ts';

/** Texts that must reach people as they are and do nothing: no ping, no link, no format, no broken markup. */
export const hostileTexts: readonly string[] = [
  '<!channel> <!here> <!everyone>',
  '<!subteam^S012345|@comite>',
  '<@U1> <@W012A3CDE|nombre>',
  '<#C024BE7LH|general>',
  '<https://example.com|Haz clic aquí> [Haz clic](https://example.com)',
  '&lt;!channel&gt; &amp;lt; &lt;',
  '<at>x</at> <at id="0">Todas</at>',
  '@channel @here @todos @U1',
  '*bold* _itálica_ ~tachado~ `código` ```bloque```',
  '**negrita** __subrayado__ ## título\n- lista\n1. lista\n> cita',
  '{{DATE(2024-05-09T16:00:00Z, SHORT)}} {{TIME(2024-05-09T16:00:00Z)}} \u0024{nombre} $root.x {0}',
  '<!date^1392734382^{date_num}|2014-02-18>',
  ':tada: :skin-tone-2: :)',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '"comillas" \'simples\' \\"escapadas\\" \\n \\u003c',
  '=HYPERLINK("https://example.com")',
  '\u202eoditrevni\u202c \u2066aislado\u2069 \u200f\u200e\u061c',
  'control\u0000\u0001\u0007\u0008\u001b[31m\u007f\u0085fin',
  'línea uno\r\nlínea dos\rlínea tres\u2028línea cuatro\u2029línea cinco',
  'sustituto suelto \ud83d y \ude00 fin',
  'familia 👩‍👩‍👧‍👦 bandera 🇲🇽 tilde combinada e\u0301',
  '\u200b\u200c\u200d\ufeff',
  '   ',
  '\n\n\n',
  'Z̴̢̛͎̺̤͍͔̦̪̹̝̱͇̞̟͙̯̘͈ͅA͎̪̣̳̱̻͎̜̱L̷̢̨̛̖̤̬̻̪̳̝͔̠G̶̨͔̗͚O̧͕͎',
];

const words = 'La integridad es hacer lo correcto, aunque nadie lo vea. ';

/** A Spanish text of exactly `length` UTF-16 units. */
export function longText(length: number): string {
  return words.repeat(Math.ceil(length / words.length)).slice(0, length);
}

const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

const choice = (index: number): Choice => ({
  label: `Opción ${index + 1}`,
  words: `avance ${index + 1}`,
  nonce: `n${index}`,
});

export const allFieldTypes: readonly Field[] = [
  {
    id: 'curso',
    type: 'text',
    label: 'Curso',
    hint: 'Como dice la constancia',
    maxLength: 120,
    initial: 'Ética pública',
  },
  { id: 'notas', type: 'text', label: 'Notas', multiline: true, optional: true, maxLength: 3000 },
  { id: 'horas', type: 'number', label: 'Horas', min: 0.5, max: 200, decimals: true, initial: '4' },
  { id: 'piezas', type: 'number', label: 'Piezas', min: 1, max: 10000, decimals: false, optional: true },
  { id: 'fecha', type: 'date', label: 'Fecha', initial: '2024-05-07' },
  {
    id: 'tipo',
    type: 'choice',
    label: '¿Qué donas?',
    options: [
      { value: 'tapitas', label: 'Tapitas' },
      { value: 'ropa', label: 'Ropa' },
    ],
    initial: 'ropa',
  },
];

/** A form that has every field type. */
export const fullForm: Form = {
  title: 'Registrar capacitación',
  words: 'capacitacion',
  nonce: 'f1',
  intro: 'Anota el curso que tomaste. Tus datos se usan solo para el programa.',
  submit: 'Registrar',
  fields: allFieldTypes,
};

/** Forms at their extremes. */
export const forms: readonly { readonly name: string; readonly form: Form }[] = [
  { name: 'every field type', form: fullForm },
  {
    name: 'no fields, no intro',
    form: { title: 'Confirmar', words: 'carta aceptar', submit: 'Acepto y me comprometo', fields: [] },
  },
  {
    name: 'very long everything',
    form: {
      title: longText(300),
      words: `registrar ${longText(1500)}`,
      nonce: 'x'.repeat(64),
      intro: longText(9000),
      submit: longText(200),
      fields: [
        {
          id: 'a',
          type: 'text',
          label: longText(4000),
          hint: longText(4000),
          maxLength: 9000,
          initial: longText(9000),
        },
        { id: 'b', type: 'text', label: 'B', multiline: true, maxLength: 3000, initial: longText(3000) },
        {
          id: 'c',
          type: 'choice',
          label: longText(4000),
          options: many(40, (i) => ({ value: `valor-${i}`, label: `${i} ${longText(300)}` })),
          initial: 'valor-39',
        },
      ],
    },
  },
  {
    name: 'a choice of 150 options',
    form: {
      title: 'Unidad',
      words: 'unidad',
      submit: 'Elegir',
      fields: [
        {
          id: 'unidad',
          type: 'choice',
          label: 'Unidad',
          options: many(150, (i) => ({ value: `u${i}`, label: `Unidad ${i}` })),
        },
      ],
    },
  },
  {
    name: 'a choice without options and an initial value that is no option',
    form: {
      title: 'Vacío',
      words: 'vacio',
      submit: 'Enviar',
      fields: [
        { id: 'nada', type: 'choice', label: 'Nada', options: [] },
        { id: 'otra', type: 'choice', label: 'Otra', options: [{ value: 'a', label: 'A' }], initial: 'b' },
        { id: 'dia', type: 'date', label: 'Día', initial: '2024-02-31' },
        { id: 'cuanto', type: 'number', label: 'Cuánto', min: 0, max: 10, decimals: true, initial: 'mucho' },
      ],
    },
  },
  {
    name: 'forty fields',
    form: {
      title: 'Muchos campos',
      words: 'muchos',
      submit: 'Enviar',
      fields: many(40, (i) => ({ id: `campo${i}`, type: 'text', label: `Campo ${i}`, maxLength: 100 })),
    },
  },
  {
    name: 'empty texts',
    form: {
      title: '',
      words: 'vacio',
      intro: '',
      submit: '',
      fields: [
        { id: 'a', type: 'text', label: '', hint: '', maxLength: 10, initial: '' },
        { id: 'b', type: 'choice', label: '', options: [{ value: 'x', label: '' }] },
      ],
    },
  },
];

const single = (name: string, block: Block): Named => ({ name, message: { summary: name, blocks: [block] } });

/** Every place of a message that holds text, filled with `text`. */
export function messageOf(text: string): Message {
  return {
    summary: text,
    blocks: [
      { type: 'heading', text },
      { type: 'text', text },
      { type: 'text', text, strong: true },
      { type: 'note', text },
      { type: 'facts', facts: [{ label: text, value: text }] },
      { type: 'list', items: [text, text] },
      { type: 'progress', label: text, percent: 50, text },
      { type: 'links', links: [{ label: text, url: 'https://example.com/codigo.pdf' }] },
      { type: 'choices', choices: [{ label: text, words: text, nonce: 'n' }] },
      {
        type: 'form',
        form: {
          title: text,
          words: text,
          nonce: 'n',
          intro: text,
          submit: text,
          fields: [
            { id: 'campo', type: 'text', label: text, hint: text, maxLength: 200, initial: text },
            {
              id: 'opcion',
              type: 'choice',
              label: text,
              options: [{ value: 'a', label: text }],
              initial: 'a',
            },
          ],
        },
      },
      { type: 'image', url: 'https://example.com/tarjeta.png', alt: text },
    ],
  };
}

interface Named {
  readonly name: string;
  readonly message: Message;
}

/**
 * Messages that every renderer must take: each block type, its extremes, and hostile texts in every place.
 * What is over a platform's limits is cut visibly; nothing may make a platform refuse the message.
 */
export const corpus: readonly Named[] = [
  {
    name: 'an everyday answer',
    message: {
      summary: 'Registré tu capacitación: folio 2024-CAP-000001',
      blocks: [
        { type: 'heading', text: 'Capacitación registrada' },
        { type: 'text', text: 'Gracias, quedó registrado.' },
        {
          type: 'facts',
          facts: [
            { label: 'Folio', value: '2024-CAP-000001' },
            { label: 'Curso', value: 'Ética pública' },
            { label: 'Fecha', value: 'martes 7 de mayo de 2024' },
          ],
        },
        { type: 'note', text: 'Puedes cancelarlo durante 7 días.' },
        {
          type: 'choices',
          choices: [
            { label: 'Registrar otra', words: 'capacitacion', style: 'primary' },
            { label: 'Cancelar', words: 'cancelar 2024-CAP-000001', nonce: 'c1', style: 'danger' },
          ],
        },
      ],
    },
  },
  single('a heading', { type: 'heading', text: 'Día de la Integridad' }),
  single('a very long heading', { type: 'heading', text: longText(900) }),
  single('a text', { type: 'text', text: 'Primera línea\nSegunda línea\n\nOtro párrafo' }),
  single('a strong text', { type: 'text', text: 'Importante', strong: true }),
  single('a text of 3,000', { type: 'text', text: longText(3000) }),
  single('a very long text', { type: 'text', text: longText(20_000) }),
  single('a long text of characters that escape to more', { type: 'text', text: '<&>'.repeat(1500) }),
  single('a long text of emoji', { type: 'text', text: '👩‍👩‍👧‍👦'.repeat(600) }),
  single('an empty text', { type: 'text', text: '' }),
  single('a note', { type: 'note', text: 'Letra chica' }),
  single('a very long note', { type: 'note', text: longText(9000) }),
  single('facts', { type: 'facts', facts: [{ label: 'Avance', value: '43.0 %' }] }),
  single('no facts', { type: 'facts', facts: [] }),
  single('sixty facts', {
    type: 'facts',
    facts: many(60, (i) => ({ label: `Dato ${i}`, value: longText(200) })),
  }),
  single('very long facts', { type: 'facts', facts: [{ label: longText(3000), value: longText(6000) }] }),
  single('empty facts', { type: 'facts', facts: [{ label: '', value: '' }] }),
  single('a list', { type: 'list', items: ['Uno', 'Dos', 'Tres'] }),
  single('an empty list', { type: 'list', items: [] }),
  single('a list of empty items', { type: 'list', items: ['', '', ''] }),
  single('a list of 300', { type: 'list', items: many(300, (i) => `Persona ${i} de la unidad`) }),
  single('a list of very long items', { type: 'list', items: many(5, () => longText(5000)) }),
  single('progress at 0', {
    type: 'progress',
    label: 'Carta compromiso',
    percent: 0,
    text: '0 de 300 (0.0 %)',
  }),
  single('progress at 43', {
    type: 'progress',
    label: 'Capacitación',
    percent: 43.3,
    text: '130 de 300 (43.3 %)',
  }),
  single('progress at 100', { type: 'progress', label: 'Sesiones', percent: 100, text: '4 de 4 (100.0 %)' }),
  single('progress undefined', {
    type: 'progress',
    label: 'Campaña',
    percent: null,
    text: 'Indicador no definido en el PAT',
  }),
  single('progress out of bounds', {
    type: 'progress',
    label: longText(500),
    percent: 140,
    text: longText(3000),
  }),
  single('links', {
    type: 'links',
    links: [
      { label: 'Código de Ética', url: 'https://example.com/codigo-etica.pdf' },
      { label: 'Código de Conducta', url: 'https://example.com/c?x=1&y=<2>|3' },
    ],
  }),
  single('no links', { type: 'links', links: [] }),
  single('links that are none', {
    type: 'links',
    links: [
      { label: 'script', url: 'javascript:alert(1)' },
      { label: 'vacío', url: '' },
      { label: 'relativo', url: '/codigo.pdf' },
      { label: 'largo', url: `https://example.com/${'a'.repeat(4000)}` },
    ],
  }),
  single('thirty links', {
    type: 'links',
    links: many(30, (i) => ({ label: longText(200), url: `https://example.com/${i}` })),
  }),
  single('choices', { type: 'choices', choices: many(3, choice) }),
  single('no choices', { type: 'choices', choices: [] }),
  single('forty choices', { type: 'choices', choices: many(40, choice) }),
  single('very long choices', {
    type: 'choices',
    choices: [
      { label: longText(400), words: longText(1500), nonce: 'x'.repeat(64), style: 'primary' },
      { label: '', words: 'ayuda' },
    ],
  }),
  single('equal choices', { type: 'choices', choices: [choice(0), choice(0), choice(0)] }),
  single('an image', {
    type: 'image',
    url: 'https://example.com/tarjeta.png',
    alt: 'Tarjeta del Día de la Integridad',
  }),
  single('an image without a usable address', { type: 'image', url: 'tarjeta.png', alt: '' }),
  single('an image with a long description', {
    type: 'image',
    url: 'https://example.com/t.png',
    alt: longText(5000),
  }),
  ...forms.map(({ name, form }) => single(`a form: ${name}`, { type: 'form', form })),
  {
    name: 'two forms and choices',
    message: {
      summary: 'Elige',
      blocks: [
        { type: 'form', form: fullForm },
        { type: 'form', form: { ...fullForm, nonce: 'f2' } },
        { type: 'choices', choices: many(2, choice) },
      ],
    },
  },
  { name: 'no blocks', message: { summary: 'Solo el resumen', blocks: [] } },
  { name: 'an empty summary', message: { summary: '', blocks: [] } },
  {
    name: 'a very long summary',
    message: { summary: longText(50_000), blocks: [{ type: 'text', text: 'corto' }] },
  },
  {
    name: 'a hundred blocks',
    message: {
      summary: 'Muchos bloques',
      blocks: many(100, (i) => ({ type: 'text', text: `Párrafo ${i}` })),
    },
  },
  {
    name: 'thirty rows of buttons',
    message: {
      summary: 'Botones',
      blocks: many(30, (i) => ({ type: 'choices', choices: [choice(i), choice(i + 100)] })),
    },
  },
  {
    name: 'far too much of everything',
    message: {
      summary: longText(5000),
      blocks: many(20, (): Block[] => [
        { type: 'heading', text: longText(400) },
        { type: 'text', text: longText(5000) },
        { type: 'facts', facts: many(30, () => ({ label: longText(100), value: longText(400) })) },
        { type: 'list', items: many(50, () => longText(300)) },
        { type: 'choices', choices: many(30, choice) },
      ]).flat(),
    },
  },
  ...hostileTexts.map((text, i) => ({ name: `hostile text ${i}`, message: messageOf(text) })),
];
