// Draws the icons of the installed app from public/icon.svg: `node icons.mjs` writes public/icon-*.png. A maskable icon fills its square, and
// has what matters within the middle 80 % (W3C, Web Application Manifest, 2.6.3); Apple's has no transparent corners.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";

const at = (name) => fileURLToPath(new URL(`../../public/${name}`, import.meta.url));
const svg = readFileSync(at("icon.svg"), "utf8");
/** The same without its round corners, and smaller within its square. */
const full = (share) => {
  const inner = svg.replace(/^<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "").replace(/<rect[^>]*>/, "");
  const [size, edge] = [64 * share, (64 * (1 - share)) / 2];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" fill="#b4401a"/><svg x="${edge}" y="${edge}" width="${size}" height="${size}" viewBox="0 0 64 64">${inner}</svg></svg>`;
};
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const [name, size, drawn] of [
  ["icon-192.png", 192, svg],
  ["icon-512.png", 512, svg],
  ["icon-maskable-512.png", 512, full(0.84)],
  ["icon-apple-180.png", 180, full(0.94)],
]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<body style="margin:0">${drawn.replace("<svg ", `<svg width="${size}" height="${size}" style="display:block" `)}`);
  writeFileSync(at(name), await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();
