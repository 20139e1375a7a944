"use strict";
// Draws the page: on the left what the file shows, on the right what was read; a click on one side shows the other.

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const report = read("report"), sheets = read("sheets"), about = read("about");
const state = { language: about.language, tab: "tables", filter: "", only: false, chosen: null };
const words = () => WORDS[state.language];
const fill = (text, value) => text.replace("{}", value);

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

// Which places are marked, and how.
const findings = findingsOf(report, about.cells);
const marks = new Map();
const mark = (at, kind) => { if (!isBlankPlace(at) && !marks.has(placeKey(at))) marks.set(placeKey(at), { at, kind }); };
findings.forEach((finding) => finding.places.slice(0, 1).forEach((at) => mark(at, "finding")));
(report.diagnostics || []).forEach((doubt) => { if (doubt.severity !== "info") mark(doubt.at, doubt.code === "unread_figures" ? "unread" : "doubt"); });
findings.forEach((finding) => finding.places.forEach((at) => mark(at, "finding")));
const numbers = numbersOf(report);
const kindOf = (at) => (isPlace(at) && marks.has(placeKey(at)) ? marks.get(placeKey(at)).kind : "");

// ---- what the file shows

const papers = new Map();
const sheetOf = (at) => sheets.find((sheet) => (sheet.surface === "flow" ? at[0] === 0 || typeof at[1] === "string" : sheet.page === at[0]));

function paperOf(sheet) {
  const w = words();
  const caption = sheet.surface === "page" ? fill(w.page, sheet.page) : sheet.surface === "sheet" ? fill(w.sheet, sheet.name || sheet.page) : w.document;
  const body = sheet.blocks ? flowOf(sheet) : element("div", { class: "paper", style: `aspect-ratio:${sheet.width}/${sheet.height || 1}` });
  const figure = element("figure", { id: `page-${sheet.page}`, "aria-label": caption }, body, element("figcaption", {}, sheet.texts ? `${caption} · ${w.overlay}` : caption));
  papers.set(sheet.page, { sheet, body, drawn: Boolean(sheet.blocks) });
  if (!sheet.blocks) watcher.observe(figure);
  return figure;
}

// A page is drawn when it comes near the window: a long document stays quick.
const watcher = new IntersectionObserver((entries) => {
  for (const entry of entries) if (entry.isIntersecting) draw(Number(entry.target.id.slice(5)));
}, { rootMargin: "600px" });

function draw(page) {
  const paper = papers.get(page);
  if (!paper || paper.drawn) return;
  paper.drawn = true;
  const data = document.getElementById(`picture-${page}`);
  if (data) paper.body.append(element("img", { alt: fill(words().page, page), src: `data:image/png;base64,${data.textContent}` }));
  for (const [text, at] of paper.sheet.texts || []) {
    const span = element("span", { class: "text", style: `left:${percent(at[1], paper.sheet.width)};top:${percent(at[2], paper.sheet.height)}` }, text);
    paper.body.append(span);
    const scale = paper.body.clientWidth / paper.sheet.width;
    span.style.fontSize = `${(at[4] - at[2]) * scale * 0.9}px`;
    const wide = (at[3] - at[1]) * scale;
    if (span.offsetWidth > wide) span.style.transform = `scaleX(${wide / span.offsetWidth})`;
  }
  const seen = new Set();
  for (const { at, value, path } of numbers) if (at[0] === page && !seen.has(placeKey(at))) { seen.add(placeKey(at)); boxOn(paper, at, kindOf(at), value, path); }
  for (const { at, kind } of marks.values()) if (at[0] === page && !seen.has(placeKey(at))) { seen.add(placeKey(at)); boxOn(paper, at, kind, "", []); }
}

const percent = (value, whole) => `${(value / whole) * 100}%`;

function boxOn(paper, at, kind, value, path) {
  const { width, height } = paper.sheet;
  const style = `left:${percent(at[1], width)};top:${percent(at[2], height)};width:${percent(at[3] - at[1], width)};height:${percent(at[4] - at[2], height)}`;
  const title = [value, path.filter((part) => !/^\d+$/.test(part)).join(" · ")].filter(Boolean).join(" — ");
  const box = element("button", { class: `box ${kind}`, style, title, "aria-label": title || kind, "data-at": placeKey(at), tabindex: "-1", onclick: () => choose(at, "page") });
  paper.body.append(box);
  return box;
}

function flowOf(sheet) {
  const body = element("div", { class: "paper flow", style: "padding:1rem" });
  const attributes = (at) => ({ "data-at": placeKey(at), class: kindOf(at), onclick: () => choose(at, "page") });
  for (const block of sheet.blocks) {
    if (block.rows) {
      const rows = block.rows.map((row) => element("tr", {}, ...row.map(([, high, wide, text, at]) => element("td", { rowspan: high, colspan: wide, ...attributes(at) }, text))));
      body.append(element("div", { class: "scroll" }, element("table", {}, element("tbody", {}, ...rows))));
    } else body.append(element("p", attributes(block.at), block.text));
  }
  return body;
}

// ---- choosing a place

function choose(at, from) {
  state.chosen = at;
  document.querySelectorAll(".chosen").forEach((chosen) => chosen.classList.remove("chosen"));
  if (isBlankPlace(at)) return;
  const sheet = sheetOf(at);
  if (sheet) draw(sheet.page);
  const key = CSS.escape(placeKey(at));
  let shown = [...document.querySelectorAll(`.pages [data-at="${key}"]`)];
  if (!shown.length && sheet && !sheet.blocks) shown = [boxOn(papers.get(sheet.page), at, kindOf(at), "", [])];
  if (from === "page" && !document.querySelector(`.read [data-at="${key}"]`)) showTabOf(at);
  became(at);
  const listed = [...document.querySelectorAll(`.read [data-at="${key}"]`)];
  [...shown, ...listed].forEach((part) => part.classList.add("chosen"));
  const target = from === "page" ? listed.find((part) => !part.closest(".became")) || listed[0] : shown[0];
  if (target) target.scrollIntoView({ block: "center", inline: "nearest" });
}

// What the chosen place became, in one line: also what no tab lists.
function became(at) {
  const found = numbers.find((number) => placeKey(number.at) === placeKey(at));
  const named = found ? [found.value, ...found.path.filter((part) => !/^\d+$/.test(part))].join(" · ") : words().nothing;
  document.querySelector(".became").replaceChildren(element("span", { class: "place", "data-at": placeKey(at) }, named));
}

function chooseAll(places) {
  choose(places[0], "list");
  for (const at of places.slice(1)) {
    const sheet = sheetOf(at);
    if (!sheet) continue;
    draw(sheet.page);
    let shown = [...document.querySelectorAll(`.pages [data-at="${CSS.escape(placeKey(at))}"]`)];
    if (!shown.length && !sheet.blocks) shown = [boxOn(papers.get(sheet.page), at, kindOf(at), "", [])];
    shown.forEach((part) => part.classList.add("chosen"));
  }
}

// The tab that lists what stands at a place.
function showTabOf(at) {
  const found = numbers.find((number) => placeKey(number.at) === placeKey(at));
  const first = found ? found.path.find((part) => !/^\d+$/.test(part) && part !== "further" && part !== "accounts") : null;
  const tab = first === "narrative" ? "statements" : first && first.includes("assessments") ? "forms" : first ? "tables" : kindOf(at) === "finding" ? "findings" : "doubts";
  Object.assign(state, { tab, filter: "", only: false });
  list();
}

// ---- what was read

function number(amount, kind = "number") {
  if (!isAmount(amount)) return null;
  const shown = amount.value === null ? "" : String(amount.value);
  return element("button", { class: `${kind} ${kindOf(amount.at)}`, "data-at": placeKey(amount.at), onclick: () => choose(amount.at, "list") }, shown);
}
const text = (value) => (value && value.text !== undefined ? (isBlankPlace(value.at) ? value.text : element("button", { class: "place", "data-at": placeKey(value.at), onclick: () => choose(value.at, "list") }, value.text)) : "");
const where = (at) => {
  if (!isPlace(at) || (isBlankPlace(at) && !at[0])) return "";
  const page = typeof at[1] === "string" ? [at[0] ? fill(words().sheet, (sheetOf(at) || {}).name || at[0]) : "", at[1]].join(" ") : fill(words().page, at[0]);
  return element("button", { class: "place", onclick: () => choose(at, "list") }, page);
};

function grid(headers, rows) {
  const line = (cells, tag) => element("tr", {}, ...cells.map((cell) => (cell instanceof Element && cell.tagName === "TD" ? cell : element(tag, cell instanceof Element && cell.classList.contains("number") ? { class: "amount" } : {}, cell ?? ""))));
  return element("div", { class: "scroll" }, element("table", {}, element("thead", {}, line(headers, "th")), element("tbody", {}, ...rows.map((row) => line(row, "td")))));
}

// Rows that the filter leaves.
const wanted = (nodes) => {
  const row = element("div", {}, ...nodes.map((node) => (node instanceof Node ? node.cloneNode(true) : String(node ?? ""))));
  const marked = row.querySelector(".finding, .doubt, .unread");
  return (!state.filter || row.textContent.includes(state.filter)) && (!state.only || marked);
};

const LISTS = {
  tables: (account) => tablesOf(account).flatMap((table) => {
    const { head } = table, w = words();
    const parts = [];
    for (const { side, rows, columns } of table.lists || []) {
      const withCode = rows.some((row) => row.code), withName = rows.some((row) => row.name);
      const headers = [...(withCode ? [w.code] : []), ...(withName ? [w.label] : []), ...columns.map((column) => headerOf(head, side, column, w))];
      const lines = rows.map((row) => [...(withCode ? [text(row.code)] : []), ...(withName ? [text(row.name)] : []), ...columns.map((column) => number(row[column]))]).filter(wanted);
      if (lines.length) parts.push(side ? element("h3", {}, w.sides[side] || side) : null, grid(headers, lines));
    }
    if (table.cells && table.cells.length) { const raw = rawGrid(table.cells); if (wanted([raw])) parts.push(raw); }
    if (!parts.length && (state.filter || state.only)) return [];
    const pages = head.first_page ? fill(w.page, head.first_page === head.last_page ? head.first_page : `${head.first_page}–${head.last_page}`) : "";
    const facts = [head.form_no && head.form_no.text, pages, head.unit && `${w.unit} ${head.unit}`, head.recognised_by].filter(Boolean).join(" · ");
    const verdict = element("span", { class: `verdict ${head.verdict}` }, head.status === "read" ? w.verdict[head.verdict] || head.verdict : w.status[head.status] || head.status);
    return [element("h2", {}, text(head.title), " ", verdict), element("p", { class: "soft" }, facts), ...parts];
  }),
  forms: (account) => formsOf(account).flatMap((form) => {
    const w = words();
    const funds = ["initial_budget", "adjusted_budget", "executed", "weight", "execution_rate", "score"];
    const lines = (form.funds || []).map((fund) => [text(fund.label), ...funds.map((column) => number(fund[column]))]).filter(wanted);
    const indicators = (form.indicators || []).map((row) => [text(row.level1), text(row.level2), text(row.level3), text(row.target), text(row.actual), number(row.weight), number(row.score), text(row.deviation)]).filter(wanted);
    if (!lines.length && !indicators.length && (state.filter || state.only)) return [];
    const parts = [element("h2", {}, text(form.name || form.department || form.title)), element("p", {}, where(form.at), " ", w.total, " ", number(form.total_score) || "—")];
    if (lines.length) parts.push(grid([w.fund, ...funds.map((column) => w[column])], lines));
    if (indicators.length) parts.push(grid([w.level1, w.level2, w.level3, w.target, w.actual, w.weight, w.score, w.deviation], indicators));
    return parts;
  }),
  statements: (account) => {
    const w = words();
    const change = (statement) => { const compared = statement.comparison || statement; return [number(compared.change), number(compared.change_percent)].filter(Boolean); };
    const rows = ((account.narrative || {}).statements || []).map((statement) => {
      const changes = element("td", {}, ...change(statement).flatMap((part) => [part, " "]));
      return [text(statement.subject), number(statement.value), (statement.value || {}).unit || "", changes, statement.section || "", where(statement.at)];
    }).filter(wanted);
    return rows.length ? [grid([w.subject, w.amount, w.unit, w.change, w.section, w.where], rows)] : [];
  },
  findings: () => findings.map(({ check, places }) => {
    const w = words(), language = state.language;
    const sides = ["left", "right", "difference", "tolerance"].filter((side) => check[side] !== undefined && check[side] !== null).map((side) => `${w[side]} ${check[side]}`).join(" · ");
    const cells = places.map((at) => element("span", {}, where(at), " "));
    return element("section", { class: "card finding", "data-check": check.id },
      element("p", {}, element("strong", {}, `${w.severity[check.severity] || check.severity} · ${check.formula[language]}`)),
      element("p", {}, check.message[language]), element("p", { class: "soft" }, sides, check.group ? ` · ${w.same} ${check.group}` : ""),
      element("p", {}, element("button", { class: "place", onclick: () => chooseAll(places) }, w.all), " ", ...cells));
  }).filter((card) => wanted([card])),
  doubts: () => (report.diagnostics || []).map((doubt, index) => {
    const w = words();
    const kind = doubt.code === "unread_figures" ? "unread" : doubt.severity === "info" ? "" : "doubt";
    const message = state.language === "zh" ? about.doubts[index] || doubt.message : doubt.message;
    return element("section", { class: `card ${kind}` }, element("p", {}, element("strong", {}, w.severity[doubt.severity] || doubt.severity), " ", message), element("p", {}, where(doubt.at)));
  }).filter((card) => wanted([card])),
  account: (account) => {
    const w = words(), columns = ["figures", "in_tables", "in_other_tables", "in_forms", "in_statements", "other", "unread"];
    const coverage = account.coverage || [];
    const rows = coverage.map((row) => [element("td", {}, element("button", { class: "place", onclick: () => goTo(row.page) }, row.page ? fill(w.page, row.page) : w.document)), ...columns.map((column) => String(row[column] ?? ""))]);
    return rows.length ? [grid([w.where, ...columns.map((column) => w[column])], rows)] : [];
  },
};

function rawGrid(cells) {
  const rows = new Map();
  for (const cell of cells) rows.set(cell.row, [...(rows.get(cell.row) || []), cell]);
  const lines = [...rows.keys()].sort((a, b) => a - b).map((row) => element("tr", {}, ...rows.get(row).sort((a, b) => a.column - b.column).map((cell) => element("td", { colspan: cell.column_span, rowspan: cell.row_span }, text({ text: cell.text, at: cell.at })))));
  return element("div", { class: "scroll" }, element("table", {}, element("tbody", {}, ...lines)));
}

function goTo(page) { const figure = document.getElementById(`page-${page || 1}`); if (figure) figure.scrollIntoView(); }

function list() {
  const w = words();
  const into = document.querySelector(".list");
  const accounts = ["findings", "doubts"].includes(state.tab) ? [report] : accountsOf(report);
  const parts = accounts.flatMap((account, index) => {
    const listed = LISTS[state.tab](account);
    const named = accounts.length > 1 && listed.length ? [element("h2", {}, `${index + 1} · ${(account.department || {}).text || ""} ${account.year || ""}`)] : [];
    return [...named, ...listed];
  });
  into.replaceChildren(...(parts.length ? parts.filter(Boolean) : [element("p", { class: "soft" }, w.none)]));
  document.querySelectorAll("nav button").forEach((button) => button.setAttribute("aria-selected", String(button.dataset.tab === state.tab)));
}

// The next or previous finding or doubt.
let step = -1;
function walk(by) {
  const places = [...findings.map((finding) => finding.places), ...(report.diagnostics || []).filter((doubt) => doubt.severity !== "info" && !isBlankPlace(doubt.at)).map((doubt) => [doubt.at])].filter((at) => at.length);
  if (!places.length) return;
  step = (step + by + places.length) % places.length;
  chooseAll(places[step]);
}

function build() {
  const w = words();
  document.documentElement.lang = state.language;
  papers.clear();
  const count = findings.filter((finding) => finding.check.severity !== "info").length;
  const header = element("header", {},
    element("h1", {}, about.name), element("span", {}, [(report.department || {}).text, report.year && fill(w.year, report.year)].filter(Boolean).join(" · ")),
    element("span", { class: `verdict ${report.verdict}` }, `${w.reading}: ${w.verdict[report.verdict] || report.verdict}`), element("span", {}, fill(w.findings, count)),
    element("div", { class: "tools" },
      element("button", { onclick: () => walk(-1) }, w.previous), element("button", { onclick: () => walk(1) }, w.next),
      element("label", {}, element("input", { type: "checkbox", id: "only", onchange: (event) => { state.only = event.target.checked; list(); } }), ` ${w.only}`),
      element("input", { type: "search", id: "filter", placeholder: w.filter, "aria-label": w.filter, value: state.filter, oninput: (event) => { state.filter = event.target.value.trim(); list(); } }),
      element("button", { id: "language", onclick: () => { state.language = state.language === "zh" ? "en" : "zh"; build(); } }, w.language),
      element("button", { onclick: () => { papers.forEach((_, page) => draw(page)); window.print(); } }, w.print)));
  const tabs = Object.entries(w.tabs).map(([tab, name]) => element("button", { role: "tab", "data-tab": tab, onclick: () => { state.tab = tab; list(); } }, name));
  const pages = element("section", { class: "pages", "aria-label": w.pages, tabindex: "0" }, ...sheets.map(paperOf));
  const result = element("section", { class: "read", "aria-label": w.result }, element("nav", { role: "tablist" }, ...tabs), element("p", { class: "became soft", "aria-live": "polite" }), element("div", { class: "list", tabindex: "0" }));
  document.getElementById("audit").replaceChildren(header, element("div", { class: "sides" }, pages, result));
  list();
}

document.addEventListener("keydown", (event) => {
  if (["INPUT", "SELECT"].includes(event.target.tagName)) return;
  if (event.key === "n") walk(1); else if (event.key === "p") walk(-1); else if (event.key === "Escape") choose(null, "list");
});
window.addEventListener("beforeprint", () => papers.forEach((_, page) => draw(page)));
build();
