// Tries the local page in Chromium: node serve.mjs JUESUAN_BINARY FILE.pdf
//
// A dropped file gives an audit page and a workbook, a hostile file costs one row, the language changes, no request
// leaves the machine, and nothing is left when the button ends it.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, basename } from "node:path";
import { once } from "node:events";
import assert from "node:assert/strict";
import { launch, watched, screenshot } from "./browser.mjs";

const [binary, document] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "serve-test-"));
const temporary = mkdtempSync(join(folder, "tmp-"));
const program = spawn(binary, ["serve", "--no-open", "--quiet"], { env: { ...process.env, TMPDIR: temporary }, stdio: ["ignore", "pipe", "inherit"] });
const ended = once(program, "exit");
const address = String((await once(program.stdout, "data"))[0]).trim();
assert.match(address, /^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{32}\/$/);

const browser = await launch();
const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, locale: "zh-CN", acceptDownloads: true });
const ours = new RegExp(`^(${address}|data:)`);
const { page, noted } = await watched(context, ours);
page.on("dialog", (dialog) => dialog.accept());
await page.goto(address);
await page.waitForFunction(() => document.getElementById("allowed").textContent.includes("PDF"));
await screenshot(page, "serve-empty");

// Dropped as by a hand: the file is in the event.
const name = basename(document);
await page.evaluate(({ name, base64 }) => {
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([bytes], name));
  window.document.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
}, { name, base64: readFileSync(document).toString("base64") });
const row = (text) => page.locator("#documents tr", { hasText: text });
await row(name).locator("a", { hasText: "核对页" }).waitFor({ timeout: 60_000 });

// Chosen with the button; one of them is hostile.
const hostile = join(folder, "hostile.pdf"), again = join(folder, "又一份.pdf");
writeFileSync(hostile, Buffer.concat([readFileSync(document).subarray(0, 300), Buffer.alloc(5000, 0xff)]));
writeFileSync(again, readFileSync(document));
await page.setInputFiles("#files", [hostile, again]);
await row("又一份.pdf").locator("a", { hasText: "核对页" }).waitFor({ timeout: 60_000 });
await page.waitForFunction(() => [...document.querySelectorAll("#documents tr")].every((it) => ["ready", "failed"].includes(it.dataset.reading)));
assert.equal(await page.locator("#documents tr").count(), 3);
assert.equal(await page.locator("#documents tr[data-reading=failed]").count(), 1, "a hostile file costs one row");
assert.ok((await row("hostile.pdf").textContent()).length > 20, "and says why");
await screenshot(page, "serve-read");

// Its workbook, under its name; and everything.
const download = async (link) => {
  const [file] = await Promise.all([page.waitForEvent("download"), link.click()]);
  const path = join(folder, file.suggestedFilename());
  await file.saveAs(path);
  return { path, bytes: readFileSync(path) };
};
const book = await download(row(name).locator("a", { hasText: "工作簿" }));
assert.equal(basename(book.path), `${name}.xlsx`);
assert.ok(book.bytes.subarray(0, 2).toString() === "PK" && book.bytes.includes("xl/worksheets/sheet5.xml"));
const everything = await download(page.locator("#everything"));
for (const inside of [`audit/${name}.html`, "csv/facts.csv", "all.xlsx"]) assert.ok(everything.bytes.includes(inside), inside);

// The audit page opens beside it, in the language of the page, and cannot reach it.
await page.click("#language");
const [audit] = await Promise.all([context.waitForEvent("page"), row(name).locator("a", { hasText: "audit page" }).click()]);
const asked = [];
audit.on("request", (request) => { if (!ours.test(request.url())) asked.push(request.url()); });
await audit.waitForSelector(".list .number");
assert.equal(await audit.evaluate(() => document.documentElement.lang), "en");
await audit.locator(".list .number").first().click();
assert.ok(await audit.locator(".pages .chosen").count() > 0);
assert.equal(await audit.evaluate(() => window.origin), "null", "it is a place of its own");
const reached = await audit.evaluate(async (address) => fetch(`${address}documents`).then(() => true, () => false), address);
assert.equal(reached, false, "what a file says reaches nothing");
assert.deepEqual(asked, []);
await screenshot(audit, "serve-audit");

await page.setViewportSize({ width: 320, height: 256 });
assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 320, "wider than the window at 400 %");
await page.click("#end");
assert.equal((await ended)[0], 0);
assert.deepEqual(readdirSync(temporary), [], "nothing is left");
assert.deepEqual(noted.filter((note) => !note.includes("ERR_CONNECTION_REFUSED")), []);
await browser.close();
rmSync(folder, { recursive: true });
console.log("serve: passed");
