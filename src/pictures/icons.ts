/** A drawing of a button for power, as the address of an image. */
export function powerIcon(colour: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="240" height="240" viewBox="0 0 24 24" fill="none" stroke="${colour}" stroke-width="2.4" stroke-linecap="round"><path d="M12 3v9"/><path d="M6.300 6.800a8 8 0 1 0 11.400 0"/></svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}
