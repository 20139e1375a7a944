"use strict";
// What is dropped goes to the server, one file after another; what became of each is asked for while anything is under way.

const WORDS = {
  zh: {
    other: "English", end: "结束并删除全部", title: "决算读取",
    invitation: "把决算文件、文件夹或 zip 拖到这里", files: "选择文件", folder: "选择文件夹",
    allowed: "PDF、Word、Excel、HTML；每个文件不超过 {0} MB，共不超过 {1} 个、{2} MB。文件只在本机处理，结束后全部删除。",
    workbook: "全部表格（Excel 工作簿）", tables: "全部数据（CSV，zip）", everything: "全部结果（zip）", clear: "清空",
    progress: "已读 {0} / {1} 个文件，核对页 {2} / {1}", sending: "正在传送 {0}（{1} / {2}）", preparing: "正在准备下载……",
    hint: "核对页准备好以后，“全部结果”里才有它们。",
    headings: ["文件", "部门、年度", "读取", "勾稽", "结果"],
    stages: { waiting: "等待", running: "正在读取……" },
    verdicts: { verified: "已核实", unverified: "未核实", doubtful: "存疑", unreadable: "无法读取" },
    locked: "文件已加密，请输入密码", wrong: "密码不对，请重新输入", password: "密码", open: "打开",
    checks: "{0} 项相符，{1} 项不符", page: "核对页", own: "工作簿", making: "核对页准备中……", nopage: "没有核对页：",
    year: "{0} 年度", pages: "{0} 页", empty: "没有找到可读的文件（PDF、Word、Excel、HTML、zip）",
    refusals: { too_large: "文件太大，没有读取", too_many: "文件太多，没有读取", full: "总量太大，没有读取；请先清空", other: "没有传送成功，请重试" },
    gone: "已结束，文件全部删除；可以关闭这个页面。", away: "程序没有回应；它可能已经结束。", sure: "结束程序并删除全部文件和结果？", sureClear: "删除全部文件和结果？",
  },
  en: {
    other: "中文", end: "End and remove everything", title: "juesuan",
    invitation: "Drop final accounts here: files, folders or a zip", files: "Choose files", folder: "Choose a folder",
    allowed: "PDF, Word, Excel, HTML; at most {0} MB a file, {1} files, {2} MB together. Files stay on this machine and are removed at the end.",
    workbook: "All tables (Excel workbook)", tables: "All data (CSV, zip)", everything: "Everything (zip)", clear: "Clear",
    progress: "{0} of {1} files read, {2} of {1} audit pages", sending: "Sending {0} ({1} of {2})", preparing: "Preparing the download …",
    hint: "“Everything” holds the audit pages that are ready.",
    headings: ["File", "Department, year", "Reading", "Checks", "Results"],
    stages: { waiting: "waiting", running: "being read …" },
    verdicts: { verified: "verified", unverified: "unverified", doubtful: "doubtful", unreadable: "unreadable" },
    locked: "encrypted: enter its password", wrong: "not the right password: enter it again", password: "Password", open: "Open",
    checks: "{0} agree, {1} do not", page: "audit page", own: "workbook", making: "audit page is being made …", nopage: "no audit page: ",
    year: "{0}", pages: "{0} pages", empty: "no file was found that can be read (PDF, Word, Excel, HTML, zip)",
    refusals: { too_large: "too large, not read", too_many: "too many files, not read", full: "too much together, not read; clear first", other: "not sent, try again" },
    gone: "Ended, and all files are removed; this page can be closed.", away: "The program does not answer; it may have ended.", sure: "End the program and remove all files and results?", sureClear: "Remove all files and results?",
  },
};

const part = (id) => document.getElementById(id);
const state = { language: navigator.language.startsWith("zh") ? "zh" : "en", shown: null, refused: [], passwords: {}, sending: null, ended: false, note: "" };
const words = () => WORDS[state.language];
const fill = (text, ...values) => text.replace(/\{(\d)\}/g, (_, at) => values[at]);

function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

// ---- what is dropped

// A folder is read whole; what is hidden or no document stays out.
async function filesBelow(entry, path, found) {
  if (entry.name.startsWith(".") && path) return;
  if (entry.isFile) {
    const file = await new Promise((done, failed) => entry.file(done, failed));
    found.push({ file, name: path + entry.name, chosen: !path });
  } else if (entry.isDirectory) {
    const reader = entry.createReader();
    for (;;) {
      const entries = await new Promise((done, failed) => reader.readEntries(done, failed));
      if (!entries.length) break;
      for (const inner of entries) await filesBelow(inner, `${path}${entry.name}/`, found);
    }
  }
}

const isDocument = (name) => [...state.shown.endings, "zip"].includes(name.split(".").pop().toLowerCase());

async function take(found) {
  const files = found.filter(({ name, chosen }) => chosen || (isDocument(name) && !/(^|\/)\./.test(name)));
  files.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  state.note = files.length ? "" : words().empty;
  for (const [index, { file, name }] of files.entries()) {
    state.sending = fill(words().sending, name, index + 1, files.length);
    show();
    let refusal = file.size > state.shown.bounds.file_bytes ? "too_large" : null;
    if (!refusal) {
      try {
        const answer = await fetch(`documents?name=${encodeURIComponent(name)}`, { method: "POST", body: file });
        if (!answer.ok) refusal = await answer.text();
      } catch { refusal = "other"; }
    }
    if (refusal) state.refused.push({ name, refusal: words().refusals[refusal] ? refusal : "other" });
    await ask();
  }
  state.sending = null;
  show();
}

const drop = part("drop");
for (const over of ["dragenter", "dragover"]) document.addEventListener(over, (event) => { event.preventDefault(); drop.classList.add("over"); });
document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
document.addEventListener("drop", async (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  // All entries are fetched at once: the list is empty after the first wait.
  const entries = [...event.dataTransfer.items].filter((item) => item.kind === "file").map((item) => item.webkitGetAsEntry() || item.getAsFile());
  const found = [];
  for (const entry of entries) {
    if (entry instanceof File) found.push({ file: entry, name: entry.name, chosen: true });
    else if (entry) await filesBelow(entry, "", found);
  }
  await take(found);
});
for (const [button, input] of [["choose-files", "files"], ["choose-folder", "folder"]]) {
  part(button).addEventListener("click", () => part(input).click());
  part(input).addEventListener("change", async () => {
    const found = [...part(input).files].map((file) => ({ file, name: file.webkitRelativePath || file.name, chosen: !file.webkitRelativePath }));
    part(input).value = "";
    await take(found);
  });
}

// ---- what became of it

const isOver = (stage) => stage === "ready" || stage === "failed";

async function ask() {
  try {
    const answer = await fetch("documents");
    if (answer.ok) state.shown = await answer.json();
    state.away = !answer.ok;
  } catch { state.away = true; }
  show();
}

// A field for the password of a locked file. What was typed outlives a new drawing.
function passwordOf(it) {
  const w = words(), send = async () => {
    if (!field.value) return;
    delete state.passwords[it.id];
    await fetch(`documents/${it.id}/password`, { method: "POST", body: field.value }).catch(() => null);
    await ask();
  };
  const field = element("input", { type: "password", autocomplete: "off", "data-id": it.id, "aria-label": `${w.password}: ${it.name}`, placeholder: w.password });
  field.value = state.passwords[it.id] || "";
  field.addEventListener("input", () => { state.passwords[it.id] = field.value; });
  field.addEventListener("keydown", (event) => { if (event.key === "Enter") send(); });
  const button = element("button", { type: "button" }, w.open);
  button.addEventListener("click", send);
  return element("p", {}, field, " ", button);
}

function row(it) {
  const w = words(), manifest = it.manifest || {};
  const cell = (...children) => element("td", {}, ...children);
  const about = [manifest.department, manifest.year && fill(w.year, manifest.year)].filter(Boolean).join(" · ");
  const status = isOver(it.reading) ? w.verdicts[manifest.verdict] || "" : w.stages[it.reading];
  const remark = it.locked ? w[it.tried ? "wrong" : "locked"] : it.remark && it.remark[state.language === "zh" ? 0 : 1];
  const reading = cell(element("p", { class: it.reading === "failed" ? "failed" : manifest.verdict }, status), remark ? element("p", { class: "soft" }, remark) : null, it.locked ? passwordOf(it) : null);
  const checks = manifest.checks && it.reading === "ready" && manifest.checks.pass + manifest.checks.fail > 0 ? fill(w.checks, manifest.checks.pass, manifest.checks.fail) : "";
  const name = it.name.split("/").pop();
  const results = cell();
  if (it.page === "ready") results.append(element("p", {}, element("a", { href: `documents/${it.id}/page#${state.language}`, target: "_blank", rel: "noopener" }, w.page)));
  else if (it.page === "failed" && it.page_failure) results.append(element("p", { class: "soft" }, w.nopage + (state.language === "zh" ? it.page_failure.message_zh : it.page_failure.message)));
  else if (isOver(it.reading) && it.page !== "failed") results.append(element("p", { class: "soft" }, w.making));
  if (it.reading === "ready") results.append(element("p", {}, element("a", { href: `documents/${it.id}/workbook`, download: `${name}.xlsx` }, w.own)));
  const pages = manifest.pages ? fill(w.pages, manifest.pages) : "";
  return element("tr", { "data-reading": it.reading, "data-page": it.page }, cell(element("p", {}, it.name), element("p", { class: "soft" }, pages)), cell(about), reading, cell(checks), results);
}

function show() {
  const w = words(), { shown } = state;
  document.documentElement.lang = state.language;
  document.title = w.title;
  part("language").textContent = w.other;
  part("end").textContent = w.end;
  part("invitation").textContent = state.ended ? w.gone : state.away ? w.away : w.invitation;
  part("choose-files").textContent = w.files;
  part("choose-folder").textContent = w.folder;
  for (const id of ["choose-files", "choose-folder", "end"]) part(id).hidden = state.ended;
  if (!shown || state.ended) { part("state").hidden = true; part("allowed").textContent = ""; return; }
  const { documents, bounds } = shown;
  const mb = (bytes) => Math.floor(bytes / (1 << 20));
  part("allowed").textContent = fill(w.allowed, mb(bounds.file_bytes), bounds.files, mb(bounds.total_bytes));
  part("state").hidden = !documents.length && !state.refused.length && !state.sending && !state.note;
  const read = documents.filter((it) => isOver(it.reading)).length, made = documents.filter((it) => isOver(it.page)).length;
  part("progress").textContent = state.note || state.sending || fill(w.progress, read, documents.length, made);
  part("bar").max = Math.max(1, documents.length * 2);
  part("bar").value = read + made;
  const some = documents.some((it) => it.reading === "ready");
  for (const [id, file, ready] of [["workbook", "juesuan.xlsx", some], ["tables", "juesuan-csv.zip", some], ["everything", "juesuan.zip", some]]) {
    const link = part(id);
    link.textContent = w[id];
    link.download = file;
    if (ready) link.href = id; else link.removeAttribute("href");
    link.setAttribute("aria-disabled", String(!ready));
  }
  part("clear").textContent = w.clear;
  part("hint").textContent = made < documents.length ? w.hint : "";
  part("headings").replaceChildren(...w.headings.map((heading) => element("th", {}, heading)));
  const refused = state.refused.map(({ name, refusal }) => element("tr", { "data-reading": "refused" }, element("td", {}, name), element("td", {}), element("td", { class: "failed" }, w.refusals[refusal]), element("td", {}), element("td", {})));
  // Drawn only when something has changed: what is drawn anew loses the focus of the keyboard.
  const drawn = JSON.stringify([state.language, documents, state.refused]);
  if (drawn !== state.drawn) {
    const typedIn = document.activeElement && document.activeElement.dataset.id;
    part("documents").replaceChildren(...documents.map(row), ...refused);
    const field = typedIn && part("documents").querySelector(`input[data-id="${typedIn}"]`);
    if (field) field.focus();
  }
  state.drawn = drawn;
}

// The page asks while something is under way, and slowly then: the program may end.
async function watch() {
  if (state.ended) return;
  await ask();
  const busy = state.shown && state.shown.documents.some((it) => !isOver(it.reading) || !isOver(it.page));
  setTimeout(watch, busy ? 400 : 3000);
}

part("language").addEventListener("click", () => { state.language = state.language === "zh" ? "en" : "zh"; show(); });
part("clear").addEventListener("click", async () => {
  if (!confirm(words().sureClear)) return;
  await fetch("documents", { method: "DELETE" });
  Object.assign(state, { refused: [], passwords: {}, note: "" });
  await ask();
});
part("end").addEventListener("click", async () => {
  if (!confirm(words().sure)) return;
  await fetch("end", { method: "POST" }).catch(() => null);
  state.ended = true;
  show();
});
show();
watch();
