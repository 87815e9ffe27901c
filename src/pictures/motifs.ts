/** The colours of a month's motif, from the ground up. */
export interface Palette {
  /** Behind the motif. */
  readonly ground: string;
  /** The three colours that it is laid with. */
  readonly tones: readonly [string, string, string];
  /** Of the headline: dark enough on the card's paper (WCAG AA, 4.5 to 1). */
  readonly headline: string;
}

/** A tile of side 100 around its corner, in a ground colour `a` and two others. */
type Tile = (a: string, b: string, c: string) => string;

const petal = (turn: number, colour: string): string =>
  `<path d="M50 50C38 30 38 14 50 4C62 14 62 30 50 50Z" fill="${colour}" transform="rotate(${turn} 50 50)"/>`;
const around = (times: number, draw: (turn: number) => string): string =>
  Array.from({ length: times }, (_, i) => draw((360 / times) * i)).join('');
const square = (colour: string): string => `<rect width="100.5" height="100.5" fill="${colour}"/>`;
const circle = (r: number, colour: string, x = 50, y = 50): string =>
  `<circle cx="${x}" cy="${y}" r="${r}" fill="${colour}"/>`;

/** Twelve tiles, January first: one family (a square grid, three colours), no two alike. */
const tiles: readonly Tile[] = [
  // Rings: the year begins.
  (a, b, c) => square(a) + circle(46, b) + circle(32, a) + circle(18, c),
  // Quarter circles that meet: give and take.
  (a, b, c) =>
    `${square(a)}<path d="M0 0H60A60 60 0 0 1 0 60Z" fill="${b}"/><path d="M100 100H40A60 60 0 0 1 100 40Z" fill="${c}"/>`,
  // Leaves of early spring.
  (a, b, c) =>
    `${square(a)}<path d="M8 92C8 40 40 8 92 8C92 60 60 92 8 92Z" fill="${b}"/><path d="M8 92C36 64 64 36 92 8" stroke="${c}" stroke-width="5" fill="none"/>`,
  // Steps: rule upon rule.
  (a, b, c) =>
    `${square(a)}<path d="M0 100V66H34V33H67V0H100V100Z" fill="${b}"/><path d="M67 100V67H100V100Z" fill="${c}"/>`,
  // Suns.
  (a, b, c) =>
    square(a) +
    around(12, (turn) => `<path d="M46 22L50 2L54 22Z" fill="${c}" transform="rotate(${turn} 50 50)"/>`) +
    circle(26, b),
  // Waves.
  (a, b, c) =>
    `${square(a)}<path d="M0 50A25 25 0 0 1 50 50A25 25 0 0 0 100 50V100H0Z" fill="${b}"/><path d="M0 82A25 25 0 0 1 50 82A25 25 0 0 0 100 82V100H0Z" fill="${c}"/>`,
  // Arches: the same door for everybody.
  (a, b, c) =>
    `${square(a)}<path d="M8 100V50A42 42 0 0 1 92 50V100Z" fill="${b}"/><path d="M30 100V54A20 20 0 0 1 70 54V100Z" fill="${c}"/>`,
  // Interlaced halves: hands that help.
  (a, b, c) =>
    `${square(a)}<path d="M0 50A50 50 0 0 1 100 50Z" fill="${b}"/><path d="M0 50A50 50 0 0 0 100 50Z" fill="${c}"/><path d="M25 50A25 25 0 0 1 75 50Z" fill="${c}"/><path d="M25 50A25 25 0 0 0 75 50Z" fill="${b}"/>`,
  // Cut paper of September.
  (a, b, c) =>
    `${square(a)}<path d="M0 0H100V62L83 100L67 62L50 100L33 62L17 100L0 62Z" fill="${b}"/><path d="M50 14L64 34L50 54L36 34Z" fill="${c}"/>${circle(6, c, 16, 30)}${circle(6, c, 84, 30)}`,
  // Windows: what may be seen through.
  (a, b, c) =>
    `${square(a)}<path d="M50 4L96 50L50 96L4 50Z" fill="${b}"/><path d="M50 26L74 50L50 74L26 50Z" fill="${a}"/><path d="M50 38L62 50L50 62L38 50Z" fill="${c}"/>`,
  // Marigolds of November.
  (a, b, c) =>
    square(a) +
    around(8, (turn) => petal(turn, b)) +
    around(8, (turn) => `<g transform="translate(22 22) scale(.56)">${petal(turn + 22.5, c)}</g>`),
  // Stars of December.
  (a, b, c) =>
    `${square(a)}<path d="M50 2L61 39L98 50L61 61L50 98L39 61L2 50L39 39Z" fill="${b}"/><path d="M50 28L55.500 44.500L72 50L55.500 55.500L50 72L44.500 55.500L28 50L44.500 44.500Z" fill="${c}"/>`,
];

/** The twelve months' colours, January first. */
export const palettes: readonly Palette[] = [
  { ground: '#12355B', tones: ['#12355B', '#E0B354', '#F4EBD9'], headline: '#12355B' },
  { ground: '#7C1D3F', tones: ['#7C1D3F', '#F2B5A7', '#F7E7DC'], headline: '#7C1D3F' },
  { ground: '#1F5C4A', tones: ['#1F5C4A', '#A9CF8B', '#F3EBC9'], headline: '#1F5C4A' },
  { ground: '#243B6B', tones: ['#243B6B', '#7FA6D9', '#F0C987'], headline: '#243B6B' },
  { ground: '#B4451F', tones: ['#B4451F', '#F5C25B', '#FBE9C6'], headline: '#9C3A18' },
  { ground: '#0E5A6B', tones: ['#0E5A6B', '#5FB3B3', '#DDEBD5'], headline: '#0E5A6B' },
  { ground: '#5B2A6E', tones: ['#5B2A6E', '#C9A2D8', '#F3D9A4'], headline: '#5B2A6E' },
  { ground: '#8A3B12', tones: ['#8A3B12', '#E79B5B', '#F6E3C5'], headline: '#8A3B12' },
  { ground: '#14532D', tones: ['#14532D', '#F4F1E6', '#C8102E'], headline: '#14532D' },
  { ground: '#2F3E46', tones: ['#2F3E46', '#84A9AC', '#F0D58C'], headline: '#2F3E46' },
  { ground: '#4A1942', tones: ['#4A1942', '#F28C28', '#FFD166'], headline: '#4A1942' },
  { ground: '#1D3557', tones: ['#1D3557', '#C9D6DF', '#E63946'], headline: '#1D3557' },
];

/** A month's motif as the inside of an SVG, filling `width` by `height` with tiles of side `side`. `month` from 1. */
export function motif(month: number, palette: Palette, width: number, height: number, side: number): string {
  const { tones } = palette;
  const tile = tiles[month - 1]!;
  const [across, down] = [Math.ceil(width / side), Math.ceil(height / side)];
  const parts: string[] = [];
  for (let y = 0; y < down; y += 1)
    for (let x = 0; x < across; x += 1) {
      // A rhythm that does not repeat side by side, the same at each drawing.
      const step = (x * 5 + y * 3 + month) % 4;
      const [a, b, c] =
        step === 3 ? [tones[1], tones[0], tones[2]] : step === 1 ? [tones[0], tones[2], tones[1]] : tones;
      const turn = ((x + 2 * y + month) % 4) * 90;
      const upright = [5, 6, 7, 9].includes(month) ? 0 : turn;
      parts.push(
        `<g transform="translate(${x * side} ${y * side}) scale(${side / 100}) rotate(${upright} 50 50)">${tile(a, b, c)}</g>`,
      );
    }
  return parts.join('');
}
