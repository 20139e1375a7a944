// Whether the boxes of all numbers lie on their printed digits: node corpus.mjs JUESUAN_BINARY FILE.pdf...
//
// Measures each audit page in the browser, and says which boxes are off. Ends with 1 where any is.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "./browser.mjs";
import { measured } from "./boxes.mjs";

const [binary, ...documents] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "boxes-"));
const browser = await launch();
let off = 0, numbers = 0;
for (const document of documents) {
  const out = join(folder, "page.html");
  execFileSync(binary, ["audit", document, "--out", out, "--quiet", "--force"]);
  const page = await browser.newPage({ viewport: { width: 1500, height: 900 } });
  const started = performance.now();
  await page.goto(pathToFileURL(out).href);
  await page.waitForSelector(".list");
  const opened = Math.round(performance.now() - started);
  const found = await measured(page);
  off += found.off.length;
  numbers += found.numbers;
  console.log(`${document}: ${found.onInk} of ${found.numbers} boxes on their digits, ${found.laidOver} on text laid over; opened in ${opened} ms`);
  for (const box of found.off.slice(0, 10)) console.log(`  page ${box.page}: ${box.value} at ${box.at}, ink ${box.ink}`);
  await page.close();
}
await browser.close();
rmSync(folder, { recursive: true });
console.log(`${numbers - off} of ${numbers} boxes on their digits in ${documents.length} documents`);
process.exit(off ? 1 : 0);
