// Opens audit pages in Chromium and tries them: node audit.mjs JUESUAN_BINARY FILE...
//
// For each document: no request leaves the machine, every number's box lies on its ink, a click on a number shows its
// box, a click on the page shows what the number became, filters leave what they name, keys and languages work, nothing
// is cut off at 400 % zoom, the page prints to PDF. SCREENSHOTS=FOLDER keeps pictures to be looked at.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, basename } from "node:path";
import { pathToFileURL } from "node:url";
import assert from "node:assert/strict";
import { launch, watched, screenshot } from "./browser.mjs";
import { measured } from "./boxes.mjs";

const [binary, ...documents] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "audit-"));
const browser = await launch();
let checked = 0;
for (const document of documents) {
  const name = basename(document);
  const out = join(folder, `${name}.html`);
  execFileSync(binary, ["audit", document, "--out", out, "--quiet", "--lang", "zh"]);
  const context = await browser.newContext({ viewport: { width: 1500, height: 900 } });
  const { page, noted } = await watched(context, /^(file|data):/);
  await page.goto(pathToFileURL(out).href);
  await page.waitForSelector(".list");
  const listed = () => page.locator(".list .number").count();
  const chosen = (side) => page.locator(`.${side} .chosen`).count();
  const nothing = () => page.keyboard.press("Escape");
  const all = await listed();
  assert.ok(all > 0, `${name}: no numbers are listed`);
  await screenshot(page, `${name}-open`);

  // Only what is near the window is drawn.
  const drawn = await page.evaluate(() => [...papers.values()].filter((paper) => paper.drawn && !paper.sheet.blocks).length);
  const pages = await page.evaluate(() => sheets.filter((sheet) => !sheet.blocks).length);
  assert.ok(pages < 8 || drawn < pages, `${name}: all ${pages} pages are drawn at once`);
  const found = await measured(page);
  assert.deepEqual(found.off, [], `${name}: boxes beside their ink`);
  assert.ok(found.numbers + found.laidOver > 0 || !document.endsWith(".pdf"), `${name}: no boxes`);

  // A click on a number shows its box in the window.
  await page.locator(".list .number").nth(Math.floor(all / 2)).click();
  assert.ok(await chosen("pages") > 0, `${name}: no box is shown`);
  await page.locator(".pages .chosen").first().waitFor({ state: "visible" });
  const shown = await page.evaluate(() => {
    const { top, bottom } = document.querySelector(".pages .chosen").getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });
  assert.ok(shown, `${name}: the box is outside the window`);
  await screenshot(page, `${name}-number`);
  await nothing();
  assert.equal(await chosen("pages"), 0);

  // A click on the page shows which fact it became.
  const clicked = await page.evaluate(() => {
    const part = [...document.querySelectorAll(".pages [data-at]")].find((it) => byPlace.has(it.dataset.at));
    part.click();
    return byPlace.get(part.dataset.at).value;
  });
  assert.ok(await chosen("read") > 0, `${name}: nothing is shown for a place of the page`);
  const said = await page.locator(".became").textContent();
  assert.ok(said.startsWith(clicked), `${name}: ${clicked} became ${said}`);
  assert.doesNotMatch(said, /[a-z]_[a-z]|object/, `${name}: names for programs`);

  // Filters.
  await page.fill("#filter", "合计");
  const left = await listed();
  assert.ok(left < all || all < 3, `${name}: the filter leaves everything`);
  assert.ok((await page.locator(".list tbody tr").allTextContents()).every((row) => row.includes("合计")));
  await page.fill("#filter", "");
  const tables = await page.locator("#only optgroup option").count();
  await page.selectOption("#only", { index: 4 });
  assert.equal(await page.locator(".list h2").count(), 1, `${name}: one table is left`);
  await page.selectOption("#only", "");
  assert.equal(await page.locator(".list h2").count(), tables);

  // Findings, doubts and unread figures, each in its own colour.
  for (const [tab, kind] of [["findings", "finding"], ["doubts", "doubt"]]) {
    await page.click(`[data-tab=${tab}]`);
    await page.selectOption("#only", kind);
    const cards = page.locator(`.list .card.${kind}`);
    assert.equal(await cards.count(), await page.locator(".list .card").count());
    await page.selectOption("#only", "");
  }
  await page.click("[data-tab=findings]");
  if (await page.locator(".list .all").count()) {
    await page.locator(".list .all").first().click();
    const { cells, boxes } = await page.evaluate(() => ({ cells: findings[0].places.length, boxes: document.querySelectorAll(".pages .chosen").length }));
    assert.equal(boxes, new Set(await page.evaluate(() => findings[0].places.map(placeKey))).size, `${name}: ${cells} cells, ${boxes} boxes`);
    const note = await page.evaluate(() => [findings[0].check.left, findings[0].check.right, document.querySelector(".list .apart").textContent]);
    assert.ok(note[2].includes(note[0]) && note[2].includes(note[1]), `${name}: both sides are said`);
    await screenshot(page, `${name}-finding`);
  }
  // A click on a figure that is in no table shows the doubt about it.
  const unread = await page.evaluate(() => {
    const box = document.querySelector(".pages .box.unread, .pages .box.doubt");
    if (box) box.click();
    return Boolean(box);
  });
  if (unread) assert.equal(await page.locator(".list .card .chosen").count() > 0, true, `${name}: the doubt is not shown`);
  await page.click("[data-tab=account]");
  assert.ok(await page.locator(".list tbody tr").count() > 0, `${name}: no account of figures`);

  // Keys: arrows turn the tabs, n goes to the next finding or doubt, / to the filter.
  await page.focus("[data-tab=account]");
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.tab), "tables");
  await nothing();
  await page.keyboard.press("n");
  assert.equal(await chosen("pages") > 0, await page.evaluate(() => stops.length > 0), `${name}: n`);
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "filter");
  await page.focus(".list");
  await nothing();

  // 400 %: a window of 1280 by 1024 has 320 by 256 left.
  await page.setViewportSize({ width: 320, height: 256 });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 320, `${name}: wider than the window at 400 %`);
  await screenshot(page, `${name}-400`);
  await page.setViewportSize({ width: 1500, height: 900 });

  await page.click("#language");
  assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
  assert.match(await page.locator("nav").textContent(), /Findings/);
  const printed = join(folder, `${name}.pdf`);
  await page.pdf({ path: printed, format: "A4" });
  assert.ok(statSync(printed).size > 20_000, `${name}: nothing is printed`);
  assert.deepEqual(noted, [], `${name}: requests, errors`);
  console.log(`${name}: ${found.onInk} of ${found.numbers} boxes on their ink, ${found.laidOver} on text laid over, ${all} numbers listed`);
  checked += 1;
  await context.close();
}
await browser.close();
if (!process.env.SCREENSHOTS) rmSync(folder, { recursive: true }); else console.log(folder);
console.log(`${checked} passed, 0 failed`);
