import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import pdfmake from 'pdfmake';
import satori, { type Font } from 'satori';
import type { Drawing, Picture } from './layout.ts';

const require = createRequire(import.meta.url);
const fileOf = (pack: string, file: string): Buffer =>
  readFileSync(join(dirname(require.resolve(`${pack}/package.json`)), 'files', file));

const faces: readonly { readonly name: string; readonly pack: string; readonly weight: 400 | 600 }[] = [
  { name: 'Source Sans 3', pack: '@fontsource/source-sans-3', weight: 400 },
  { name: 'Source Sans 3', pack: '@fontsource/source-sans-3', weight: 600 },
  { name: 'Fraunces', pack: '@fontsource/fraunces', weight: 600 },
];

let loaded: Font[] | null = null;

/** The project's own fonts (SIL Open Font License), read once. */
function fonts(): Font[] {
  loaded ??= faces.flatMap(({ name, pack, weight }) =>
    ['latin', 'latin-ext'].map((subset) => ({
      name,
      weight,
      style: 'normal' as const,
      data: fileOf(pack, `${pack.split('/')[1]}-${subset}-${weight}-normal.woff`),
    })),
  );
  return loaded;
}

/** A picture as SVG; texts are outlines, so that it looks the same everywhere. */
export async function drawSvg({ width, height, background, under, content }: Picture): Promise<string> {
  const root = {
    type: 'div',
    props: {
      style: { display: 'flex', width, height, fontFamily: 'Source Sans 3', position: 'relative' },
      children: [content],
    },
  };
  const drawn = await satori(root as never, { width, height, fonts: fonts() });
  const inside = drawn.replace(/^<svg[^>]*>/, '').replace(/<\/svg>$/, '');
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="${background}"/>${under}${inside}</svg>`;
}

/** Roboto, which comes with the PDF library as TrueType; a chart's texts stay texts. */
const roboto = ['Regular', 'Medium'].map((style) =>
  join(dirname(require.resolve('pdfmake/package.json')), 'fonts', 'Roboto', `Roboto-${style}.ttf`),
);

/** Its one bundled file: the package's own entry is some hundreds of modules, which take seconds to load. */
const echarts = (): typeof import('echarts') => require('echarts/dist/echarts.min.js');

/** A chart as SVG. */
function chartSvg({ width, height, option }: Extract<Drawing, { kind: 'chart' }>): string {
  const chart = echarts().init(null, null, { renderer: 'svg', ssr: true, width, height });
  chart.setOption({ textStyle: { fontFamily: 'Roboto' }, ...(option as object) });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

/** Anything that can be drawn, as PNG. */
export async function drawingPng(drawing: Drawing): Promise<Buffer> {
  if (drawing.kind === 'picture') return drawPng(drawing.picture, drawing.width);
  const font = { loadSystemFonts: false, fontFiles: roboto, defaultFontFamily: 'Roboto' };
  return new Resvg(chartSvg(drawing), { font }).render().asPng();
}

/** Points of the paper, 72 to the inch. */
const points = { A4: [595.28, 841.89], LETTER: [612, 792] } as const;

/** A picture as a PDF of one page, from edge to edge. */
export async function drawPdf(picture: Picture, size: keyof typeof points): Promise<Buffer> {
  const [width, height] = points[size];
  // What the PDF library does not draw (images inside a drawing) is drawn here; 300 dots to the inch.
  const png = await drawPng(picture, (width / 72) * 300);
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy(() => false);
  return pdfmake
    .createPdf({
      pageSize: size,
      pageMargins: 0,
      language: 'es-MX',
      content: [
        {
          image: `data:image/png;base64,${png.toString('base64')}`,
          width,
          height,
          absolutePosition: { x: 0, y: 0 },
        },
      ],
    })
    .getBuffer();
}

/** A picture as PNG, `width` pixels wide; its own width where none is said. */
export async function drawPng(picture: Picture, width = picture.width): Promise<Buffer> {
  const svg = await drawSvg(picture);
  const drawing = new Resvg(svg, {
    font: { loadSystemFonts: false },
    fitTo: { mode: 'width', value: Math.round(width) },
  });
  return drawing.render().asPng();
}
