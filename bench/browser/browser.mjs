// Chromium for the browser tests, or a message and the end where there is none.
//
// Needs playwright-core (found as CommonJS modules are: node_modules here or in NODE_PATH) and a Chromium (CHROMIUM,
// else /usr/bin/chromium).
import { createRequire } from "node:module";
import { existsSync } from "node:fs";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

function missing() {
  if (!existsSync(executablePath)) return `there is no ${executablePath}`;
  try {
    createRequire(import.meta.url).resolve("playwright-core");
  } catch {
    return "playwright-core is not installed";
  }
  return null;
}

const why = missing();
if (why) {
  console.log(`browser tests skipped: ${why}`);
  process.exit(0);
}
const { chromium } = createRequire(import.meta.url)("playwright-core");

// What the browser itself would ask the network for is none of the page's business.
const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export const launch = () => chromium.launch({ executablePath, args: flags });

// A page that notes every request that is not one of `allowed`, and every error of its scripts.
export async function watched(context, allowed) {
  const page = await context.newPage();
  const noted = [];
  page.on("pageerror", (error) => noted.push(`script: ${error}`));
  page.on("console", (message) => { if (message.type() === "error") noted.push(`console: ${message.text()}`); });
  page.on("request", (request) => { if (!allowed.test(request.url())) noted.push(`request: ${request.url().slice(0, 200)}`); });
  return { page, noted };
}

export const screenshot = async (page, name) => {
  if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}.png` });
};
