"use strict";
// Draws the page: on the left what the file shows, on the right what was read; a click on one side shows the other.

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const report = read("report"), sheets = read("sheets"), about = read("about");
// Where it is linked to, the link says which language it opens in.
const linked = location.hash.slice(1);
const state = { language: WORDS[linked] ? linked : about.language, tab: "tables", filter: "", only: "", table: "", chosen: null };
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
const tables = accountsOf(report).flatMap(tablesOf);
const findings = findingsOf(report, about), doubts = doubtsOf(report, about), cells = cellPlaces(report, about);
const messageOf = (doubt) => (state.language === "zh" ? doubt.zh : doubt.message);
const kindOfDoubt = (doubt) => (doubt.code === "unread_figures" ? "unread" : doubt.severity === "info" ? "" : "doubt");
const marks = new Map();
const mark = (at, kind) => { if (!isBlankPlace(at) && !marks.has(placeKey(at))) marks.set(placeKey(at), { at, kind }); };
findings.forEach((finding) => finding.places.slice(0, 1).forEach((at) => mark(at, "finding")));
doubts.forEach((doubt) => { if (kindOfDoubt(doubt)) mark(doubt.at, kindOfDoubt(doubt)); });
findings.forEach((finding) => finding.places.forEach((at) => mark(at, "finding")));
const numbers = numbersOf(report);
const byPlace = new Map(numbers.map((number) => [placeKey(number.at), number]));
const numberAt = (at) => (isPlace(at) ? byPlace.get(placeKey(at)) : undefined);
const kindOf = (at) => (isPlace(at) && marks.has(placeKey(at)) ? marks.get(placeKey(at)).kind : "");

// ---- what the file shows

const papers = new Map();
const sheetOf = (at) => sheets.find((sheet) => (sheet.surface === "flow" ? at[0] === 0 || typeof at[1] === "string" : sheet.page === at[0]));

function paperOf(sheet) {
  const w = words();
  const within = sheet.surface === "page" ? fill(w.page, sheet.page) : sheet.surface === "sheet" ? fill(w.sheet, sheet.name || sheet.page) : w.document;
  const caption = [sheet.file, within].filter(Boolean).join(" · ");
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
  for (const { at } of [...numbers, ...marks.values()]) if (at[0] === page && !seen.has(placeKey(at))) { seen.add(placeKey(at)); boxOn(paper, at); }
}

const percent = (value, whole) => `${(value / whole) * 100}%`;

function boxOn(paper, at) {
  const { width, height } = paper.sheet;
  const style = `left:${percent(at[1], width)};top:${percent(at[2], height)};width:${percent(at[3] - at[1], width)};height:${percent(at[4] - at[2], height)}`;
  const number = numberAt(at), kind = kindOf(at);
  const title = [number && number.value, number && inWords(number, words()), words().legend[kind]].filter(Boolean).join(" — ");
  const box = element("button", { class: `box ${kind}`, style, title, "aria-label": title || words().nothing, "data-at": placeKey(at), tabindex: "-1", onclick: () => choose(at, "page") });
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
  document.querySelectorAll(".note").forEach((note) => note.remove());
  if (isBlankPlace(at)) return;
  const sheet = sheetOf(at);
  if (sheet) draw(sheet.page);
  const key = CSS.escape(placeKey(at));
  let shown = [...document.querySelectorAll(`.pages [data-at="${key}"]`)];
  if (!shown.length && sheet && !sheet.blocks) shown = [boxOn(papers.get(sheet.page), at)];
  if (from === "page" && !document.querySelector(`.read [data-at="${key}"]`)) showTabOf(at);
  became(at);
  const listed = [...document.querySelectorAll(`.read [data-at="${key}"]`)];
  [...shown, ...listed].forEach((part) => part.classList.add("chosen"));
  const target = from === "page" ? listed.find((part) => !part.closest(".became")) || listed[0] : shown[0];
  if (target) target.scrollIntoView({ block: "center", inline: "nearest" });
}

// What the chosen place became, in one line: also what no tab lists.
function became(at) {
  const found = numberAt(at), kind = kindOf(at);
  const doubted = doubts.find((doubt) => isPlace(doubt.at) && placeKey(doubt.at) === placeKey(at));
  const read = found ? `${found.value} — ${inWords(found, words())}` : doubted ? messageOf(doubted) : words().nothing;
  const named = [read, words().legend[kind]].filter(Boolean).join(" · ");
  document.querySelector(".became").replaceChildren(element("span", { class: "place", "data-at": placeKey(at) }, named));
}

function chooseAll(places) {
  choose(places[0], "list");
  for (const at of places.slice(1)) {
    const sheet = sheetOf(at);
    if (!sheet) continue;
    draw(sheet.page);
    let shown = [...document.querySelectorAll(`.pages [data-at="${CSS.escape(placeKey(at))}"]`)];
    if (!shown.length && !sheet.blocks) shown = [boxOn(papers.get(sheet.page), at)];
    shown.forEach((part) => part.classList.add("chosen"));
  }
}

// All cells of a finding, and beside the suspected one what does not fit.
function chooseFinding({ check, places }) {
  if (!places.length) return;
  chooseAll(places);
  const [at] = places, paper = papers.get(at[0]);
  if (!paper || paper.sheet.blocks || typeof at[1] === "string") return;
  const { width, height } = paper.sheet, right = at[3] > width / 2;
  const side = right ? `right:${percent(width - at[3], width)}` : `left:${percent(at[1], width)}`;
  paper.body.append(element("span", { class: "note", style: `top:calc(${percent(at[4], height)} + 5px);${side}` }, sidesOf(check)));
}

// Both sides of a check and how far they are apart.
function sidesOf(check) {
  const has = (side) => check[side] !== undefined && check[side] !== null;
  if (!has("left") || !has("right")) return "";
  const w = words(), sign = check.sides && check.sides.at_most ? ">" : "≠";
  return `${w.left} ${check.left} ${sign} ${w.right} ${check.right}${has("difference") ? ` · ${words().apart} ${check.difference}` : ""}`;
}

// On which side of a check the number at a place stands, and how it enters.
function sidesByPlace({ check, account }) {
  const w = words(), sides = new Map();
  for (const side of ["left", "right"]) {
    for (const { operation, cell } of (check.sides || {})[side] || []) {
      const at = cells.get(`${account} ${cell}`);
      if (isPlace(at)) sides.set(placeKey(at), `${w[side]} ${w.operations[operation] || ""}`.trim());
    }
  }
  return sides;
}

// The tab that lists what stands at a place.
function showTabOf(at) {
  const found = numberAt(at);
  const first = found ? found.path.find((part) => !/^\d+$/.test(part) && part !== "further" && part !== "accounts") : null;
  const tab = first === "narrative" ? "statements" : first && first.includes("assessments") ? "forms" : first ? "tables" : kindOf(at) === "finding" ? "findings" : "doubts";
  Object.assign(state, { tab, filter: "", only: "", table: "" });
  document.getElementById("filter").value = document.getElementById("only").value = "";
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
  return element("button", { class: "place", "data-at": placeKey(at), onclick: () => choose(at, "list") }, page);
};

// The pages of a table, or its sheet.
function pagesOf(head) {
  const w = words(), sheet = sheets.find(({ page, surface }) => page === head.first_page && surface === "sheet");
  if (!head.first_page || sheets.every(({ surface }) => surface === "flow")) return "";
  if (sheet) return fill(w.sheet, sheet.name || sheet.page);
  return fill(w.page, head.first_page === head.last_page ? head.first_page : `${head.first_page}–${head.last_page}`);
}

// By what a table was recognised.
const recognised = (head, w) => ((head.recognised_by || []).length ? w.by + head.recognised_by.map((by) => w.recognised[by] || by).join(w.comma) : "");

function grid(headers, rows) {
  const line = (cells, tag) => element("tr", {}, ...cells.map((cell) => (cell instanceof Element && cell.tagName === "TD" ? cell : element(tag, cell instanceof Element && cell.classList.contains("number") ? { class: "amount" } : {}, cell ?? ""))));
  return element("div", { class: "scroll" }, element("table", {}, element("thead", {}, line(headers, "th")), element("tbody", {}, ...rows.map((row) => line(row, "td")))));
}

// Rows that the filter leaves.
const wanted = (nodes) => {
  if (!state.filter && !state.only) return true;
  const text = nodes.map((node) => (node instanceof Node ? node.textContent : String(node ?? ""))).join(" ");
  const isMarked = (node) => node instanceof Element && (node.classList.contains(state.only) || node.querySelector(`.${state.only}`));
  return (!state.filter || text.includes(state.filter)) && (!state.only || nodes.some(isMarked));
};

const LISTS = {
  tables: (account) => tablesOf(account).flatMap((table) => {
    const { head } = table, w = words();
    if (state.table && String(head.order) !== state.table) return [];
    const parts = [];
    for (const { side, rows, columns } of table.lists || []) {
      const withCode = rows.some((row) => row.code), withName = rows.some((row) => row.name);
      const headers = [...(withCode ? [w.code] : []), ...(withName ? [w.label] : []), ...columns.map((column) => headerOf(head, side, column, w))];
      const lines = rows.map((row) => [...(withCode ? [text(row.code)] : []), ...(withName ? [text(row.name)] : []), ...columns.map((column) => number(row[column]))]).filter(wanted);
      if (lines.length) parts.push(side ? element("h3", {}, w.sides[side] || side) : null, grid(headers, lines));
    }
    if (table.cells && table.cells.length) { const raw = rawGrid(table.cells); if (wanted([raw])) parts.push(raw); }
    if (!parts.length && (state.filter || state.only)) return [];
    const pages = pagesOf(head);
    const facts = [head.form_no && head.form_no.text, pages, head.unit && `${w.unit} ${head.unit}`, recognised(head, w)].filter(Boolean).join(" · ");
    const verdict = element("span", { class: `verdict ${head.verdict}` }, head.status === "read" ? w.verdict[head.verdict] || head.verdict : w.status[head.status] || head.status);
    return [element("h2", {}, text(head.title), " ", verdict), element("p", { class: "soft" }, facts), ...parts];
  }),
  forms: (account) => formsOf(account).flatMap((form) => {
    const w = words();
    if (state.table) return [];
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
    if (state.table) return [];
    const change = (statement) => { const compared = statement.comparison || statement; return [number(compared.change), number(compared.change_percent)].filter(Boolean); };
    const rows = ((account.narrative || {}).statements || []).map((statement) => {
      const changes = element("td", {}, ...change(statement).flatMap((part) => [part, " "]));
      return [text(statement.subject), number(statement.value), (statement.value || {}).unit || "", changes, statement.section || "", where(statement.at)];
    }).filter(wanted);
    return rows.length ? [grid([w.subject, w.amount, w.unit, w.change, w.section, w.where], rows)] : [];
  },
  findings: () => findings.filter(({ places }) => inTable(places)).map((finding) => {
    const { check, places, account } = finding, w = words(), language = state.language;
    const cause = check.group && check.group !== (check.cells || [])[0] ? numberAt(cells.get(`${account} ${check.group}`)) : null;
    const tolerance = check.tolerance !== undefined && check.tolerance !== null ? `${w.tolerance} ${check.tolerance}` : "";
    const sides = sidesByPlace(finding);
    const rows = places.map((at, order) => {
      const printed = numberAt(at), side = sides.get(placeKey(at)) || "";
      return [side, where(at), printed ? inWords(printed, w) : "", printed ? number(printed) : "", order === 0 && places.length > 1 ? w.suspected : ""];
    });
    return element("section", { class: "card finding", "data-check": check.id },
      element("p", {}, element("strong", {}, `${w.severity[check.severity] || check.severity} · ${check.formula[language]}`)),
      element("p", {}, check.message[language]),
      element("p", { class: "apart" }, [sidesOf(check), tolerance].filter(Boolean).join(" · ")),
      cause ? element("p", { class: "soft" }, w.same, element("button", { class: "place", onclick: () => choose(cause.at, "list") }, inWords(cause, w))) : null,
      rows.length ? element("p", {}, element("button", { class: "place all", onclick: () => chooseFinding(finding) }, w.all)) : null,
      rows.length ? grid([w.side, w.where, w.label, w.cell, ""], rows) : null);
  }).filter((card) => wanted([card])),
  doubts: () => doubts.filter((doubt) => inTable([doubt.at])).map((doubt) => {
    const w = words();
    return element("section", { class: `card ${kindOfDoubt(doubt)}` }, element("p", {}, element("strong", {}, w.severity[doubt.severity] || doubt.severity), " ", messageOf(doubt)), element("p", {}, where(doubt.at)));
  }).filter((card) => wanted([card])),
  account: (account) => {
    const w = words(), columns = ["figures", "in_tables", "in_other_tables", "in_forms", "in_statements", "other", "unread"];
    const coverage = account.coverage || [];
    const rows = coverage.map((row) => [element("td", {}, element("button", { class: "place", onclick: () => goTo(row.page) }, row.page ? fill(w.page, row.page) : w.document)), ...columns.map((column) => String(row[column] ?? ""))]);
    return rows.length ? [grid([w.where, ...columns.map((column) => w[column])], rows)] : [];
  },
};

// Whether any of these places lies on the pages of the table that is chosen.
function inTable(places) {
  const table = tables.find(({ head }) => String(head.order) === state.table);
  return !table || places.some((at) => isPlace(at) && at[0] >= table.head.first_page && at[0] <= table.head.last_page);
}

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
  // Findings and doubts are those of all accounts already.
  const accounts = ["findings", "doubts"].includes(state.tab) ? [report] : accountsOf(report);
  const parts = accounts.flatMap((account, index) => {
    const listed = LISTS[state.tab](account);
    const named = accounts.length > 1 && listed.length ? [element("h2", {}, `${index + 1} · ${(account.department || {}).text || ""} ${account.year || ""}`)] : [];
    return [...named, ...listed];
  });
  into.replaceChildren(...(parts.length ? parts.filter(Boolean) : [element("p", { class: "soft" }, w.none)]));
  document.querySelectorAll("nav button").forEach((button) => {
    const selected = button.dataset.tab === state.tab;
    button.setAttribute("aria-selected", String(selected));
    button.tabIndex = selected ? 0 : -1;
  });
}

// The next or previous finding or doubt.
const stops = [...findings.filter(({ places }) => places.length).map((finding) => () => chooseFinding(finding)), ...doubts.filter((doubt) => kindOfDoubt(doubt) && !isBlankPlace(doubt.at)).map((doubt) => () => chooseAll([doubt.at]))];
let step = -1;
function walk(by) {
  if (!stops.length) return;
  step = step < 0 ? (by > 0 ? 0 : stops.length - 1) : (step + by + stops.length) % stops.length;
  stops[step]();
}

// Changes the tab as lists of tabs are: with the arrow keys, the focus going along.
function turn(event) {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key], tabs = Object.keys(words().tabs);
  if (!by) return;
  event.preventDefault();
  state.tab = tabs[(tabs.indexOf(state.tab) + by + tabs.length) % tabs.length];
  list();
  document.querySelector(`[data-tab=${state.tab}]`).focus();
}

// What is shown: everything, one kind of mark, or one table.
function selection() {
  const w = words();
  const option = (value, text) => element("option", { value, selected: value === (state.table || state.only) }, text);
  const kinds = Object.entries(w.only).map(([kind, name]) => option(kind, name));
  const named = tables.map(({ head }) => option(String(head.order), [(head.title || {}).text, pagesOf(head)].filter(Boolean).join(" · ")));
  return element("select", { id: "only", "aria-label": w.show, onchange: (event) => {
    const { value } = event.target;
    Object.assign(state, value in w.only ? { only: value, table: "" } : { only: "", table: value });
    const table = tables.find(({ head }) => String(head.order) === state.table);
    if (table) { if (state.tab === "forms" || state.tab === "statements") state.tab = "tables"; goTo(table.head.first_page); }
    list();
  } }, ...kinds, element("optgroup", { label: w.tabs.tables }, ...named));
}

function build() {
  const w = words();
  document.documentElement.lang = state.language;
  papers.clear();
  // Those of one cause are one finding, as in the other commands.
  const count = accountsOf(report).reduce((sum, account) => sum + (account.findings || 0), 0);
  const header = element("header", {},
    element("h1", {}, about.name), element("span", {}, [(report.department || {}).text, report.year && fill(w.year, report.year)].filter(Boolean).join(" · ")),
    element("span", { class: `verdict ${report.verdict}` }, `${w.reading}: ${w.verdict[report.verdict] || report.verdict}`), element("span", {}, fill(w.findings, count)),
    element("div", { class: "tools" },
      element("button", { onclick: () => walk(-1) }, w.previous), element("button", { onclick: () => walk(1) }, w.next),
      selection(),
      element("input", { type: "search", id: "filter", placeholder: w.filter, "aria-label": w.filter, value: state.filter, oninput: (event) => { state.filter = event.target.value.trim(); list(); } }),
      element("button", { id: "language", onclick: () => { state.language = state.language === "zh" ? "en" : "zh"; build(); } }, w.language),
      element("button", { onclick: () => { papers.forEach((_, page) => draw(page)); window.print(); } }, w.print)));
  const tabs = Object.entries(w.tabs).map(([tab, name]) => element("button", { role: "tab", "data-tab": tab, onclick: () => { state.tab = tab; list(); }, onkeydown: turn }, name));
  const legend = element("p", { class: "legend soft" }, ...Object.entries(w.legend).map(([kind, name]) => element("span", {}, element("i", { class: kind }), name)));
  const pages = element("section", { class: "pages", "aria-label": w.pages, tabindex: "0" }, legend, ...sheets.map(paperOf));
  const result = element("section", { class: "read", "aria-label": w.result }, element("nav", { role: "tablist" }, ...tabs), element("p", { class: "became soft", "aria-live": "polite" }), element("div", { class: "list", role: "tabpanel", tabindex: "0" }), element("p", { class: "keys soft" }, w.keys));
  document.getElementById("audit").replaceChildren(header, element("div", { class: "sides" }, pages, result));
  list();
}

document.addEventListener("keydown", (event) => {
  if (["INPUT", "SELECT"].includes(event.target.tagName)) return;
  // With Ctrl or Alt they are the browser's.
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "n") walk(1); else if (event.key === "p") walk(-1); else if (event.key === "Escape") choose(null, "list");
  else if (event.key === "/") { event.preventDefault(); document.getElementById("filter").focus(); }
});
window.addEventListener("beforeprint", () => papers.forEach((_, page) => draw(page)));
build();
