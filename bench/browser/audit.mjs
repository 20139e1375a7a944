// Opens audit pages in Chromium and measures them: node audit.mjs JUESUAN_BINARY PDF...
//
// For each document: no request leaves the machine, a click on a number shows its box where the number is printed (the
// box holds ink of the page's picture), the filter leaves what it names, the language changes, the page prints to PDF.
// Needs playwright-core and a Chromium (CHROMIUM, /usr/bin/chromium); says so and ends with 0 where there is none.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, basename } from "node:path";
import { pathToFileURL } from "node:url";
import assert from "node:assert/strict";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
let chromium;
try {
  ({ chromium } = await import("playwright-core"));
} catch {
  console.log("browser tests skipped: playwright-core is not installed");
  process.exit(0);
}
if (!existsSync(executablePath)) {
  console.log(`browser tests skipped: there is no ${executablePath}`);
  process.exit(0);
}

const [binary, ...documents] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "audit-"));
const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const browser = await chromium.launch({ executablePath, args: flags });
let checked = 0;
for (const document of documents) {
  const out = join(folder, `${basename(document)}.html`);
  execFileSync(binary, ["audit", document, "--out", out, "--quiet", "--lang", "zh"]);
  const page = await browser.newPage({ viewport: { width: 1500, height: 900 } });
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("request", (request) => assert.match(request.url(), /^(file|data):/, "a request leaves the machine"));
  await page.goto(pathToFileURL(out).href);
  await page.waitForSelector(".list");
  const wanted = await page.$$eval(".list .number", (all) => all.length);
  assert.ok(wanted > 0, `${document}: no numbers are listed`);
  // Every box of a number holds ink of the picture below it.
  const bare = await page.evaluate(async () => {
    sheets.forEach((sheet) => draw(sheet.page));
    await Promise.all([...document.querySelectorAll(".paper img")].map((image) => image.decode()));
    const without = [];
    let seen = 0;
    for (const [number, paper] of papers) {
      const image = paper.body.querySelector("img");
      if (!image) continue;
      const canvas = Object.assign(document.createElement("canvas"), { width: image.naturalWidth, height: image.naturalHeight });
      const context = canvas.getContext("2d", { willReadFrequently: true });
      context.drawImage(image, 0, 0);
      const whole = paper.body.getBoundingClientRect();
      for (const box of paper.body.querySelectorAll(".box")) {
        const area = box.getBoundingClientRect();
        const x = ((area.left - whole.left) / whole.width) * canvas.width, y = ((area.top - whole.top) / whole.height) * canvas.height;
        const wide = Math.max(1, (area.width / whole.width) * canvas.width), high = Math.max(1, (area.height / whole.height) * canvas.height);
        const pixels = context.getImageData(x, y, wide, high).data;
        let dark = 0;
        for (let at = 0; at < pixels.length; at += 4) if (pixels[at] < 140) dark += 1;
        seen += 1;
        if (dark === 0) without.push([number, box.dataset.at, box.title]);
      }
    }
    return { seen, without };
  });
  assert.deepEqual(bare.without, [], `${document}: boxes without ink`);
  // A click on a number shows its box.
  await page.locator(".list .number").first().click();
  assert.equal(await page.locator(".pages .chosen").count() > 0, true, `${document}: no box is shown`);
  // A click on the page shows what the number became.
  await page.evaluate(() => document.querySelectorAll(".chosen").forEach((part) => part.classList.remove("chosen")));
  await page.evaluate(() => document.querySelector(".pages .box").click());
  assert.equal(await page.locator(".read .chosen").count() > 0, true, `${document}: nothing is shown for a box`);
  await page.fill("#filter", "合计");
  assert.ok((await page.locator(".list .number").count()) < wanted || wanted < 3, `${document}: the filter leaves everything`);
  await page.fill("#filter", "");
  await page.click("#language");
  assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
  await page.pdf({ path: join(folder, "printed.pdf") });
  if (process.env.SCREENSHOTS) await page.screenshot({ path: join(process.env.SCREENSHOTS, `${basename(document)}.png`) });
  assert.deepEqual(errors, [], `${document}: errors of the script`);
  console.log(`${basename(document)}: ${bare.seen} boxes on their ink, ${wanted} numbers listed`);
  checked += 1;
  await page.close();
}
await browser.close();
console.log(`${checked} passed, 0 failed`);
