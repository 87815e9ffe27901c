/** Renews the stored pictures: `npm run pictures`. Look at them before they are committed. */
import { mkdir, writeFile } from 'node:fs/promises';
import { PNG } from 'pngjs';
import { pictures, storedFolder } from './stored.ts';

await mkdir(storedFolder, { recursive: true });
for (const [name, png] of await pictures()) {
  const bytes = PNG.sync.write(png, { colorType: 2, deflateLevel: 9 });
  await writeFile(new URL(`${name}.png`, storedFolder), bytes);
  console.log(`${name}.png: ${png.width} x ${png.height}, ${Math.round(bytes.length / 1000)} kB`);
}
