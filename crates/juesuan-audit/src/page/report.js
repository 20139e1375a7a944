"use strict";
// The report's JSON → what the page lists: tables of rows, forms, statements, findings, doubts, each number with its place.

const isPlace = (value) => Array.isArray(value) && value.length >= 2 && typeof value[0] === "number" && (typeof value[1] === "string" || value.length === 5);
const placeKey = (at) => at.join("|");
const isBlankPlace = (at) => !isPlace(at) || (typeof at[1] === "number" && at[3] <= at[1]);

// Accounts beside the main one are reports of their own.
function accountsOf(report) { return [report, ...(report.further || report.accounts || [])]; }

// A printed value of a report's row, whatever it is called: an object with a value and a place.
const isAmount = (value) => value && typeof value === "object" && "value" in value && (value.value === null || typeof value.value !== "object") && isPlace(value.at);

// Every table: its head and lists of rows, each with the columns of amounts that any of its rows has.
function tablesOf(report) {
  const tables = [];
  for (const table of Object.values(report.tables || {})) {
    for (const one of Array.isArray(table) ? table : [table]) if (one && one.head) tables.push({ head: one.head, lists: listsOf(one) });
  }
  for (const table of report.further_tables || report.unit_tables || []) if (table && table.head) tables.push({ head: table.head, lists: listsOf(table) });
  for (const table of report.other_tables || []) tables.push({ head: table.head, cells: table.cells });
  for (const head of report.missing_tables || []) tables.push({ head, lists: [] });
  return tables.sort((a, b) => a.head.order - b.head.order);
}

function listsOf(table) {
  const lists = [];
  for (const [side, value] of Object.entries(table)) {
    if (side === "head") continue;
    const rows = Array.isArray(value) ? value : value && typeof value === "object" ? [value] : [];
    const columns = [];
    for (const row of rows) for (const [column, amount] of Object.entries(row)) if (isAmount(amount) && !columns.includes(column)) columns.push(column);
    if (rows.length) lists.push({ side: side === "rows" ? "" : side, rows, columns: columns.sort((a, b) => order(table, a) - order(table, b)) });
  }
  return lists;
}

// The JSON calls the column `final` of a row `final_amount`.
const columnId = (field) => (field === "final_amount" ? "final" : field);
function order(table, field) { const at = (table.head.columns || []).findIndex((column) => column.column === columnId(field)); return at < 0 ? 99 : at; }
// What the model calls a column of the nine tables.
function columnName(id, words) { const names = about.columns[id]; return names ? names[words.tag] : id.replace(/_/g, " "); }
function headerOf(head, side, field, words) {
  const found = (head.columns || []).find((column) => column.column === columnId(field) && (!column.side || !side || column.side === side));
  return found ? found.header : words.sides[columnId(field)] || words[columnId(field)] || columnName(columnId(field), words);
}

function formsOf(report) {
  return [...(report.project_self_assessments || []), ...(report.department_self_assessments || [])];
}

// Failed checks of all accounts, with the places of their cells, the suspected one first; the weightiest first.
function findingsOf(report, about) {
  const findings = [];
  accountsOf(report).forEach((account, index) => {
    const cells = (about.accounts[index] || {}).cells || [];
    (account.checks || []).forEach((check, at) => { if (check.status === "fail") findings.push({ check, account: index, places: (cells[at] || []).filter((place) => !isBlankPlace(place)) }); });
  });
  return findings.sort((a, b) => weight(a.check) - weight(b.check));
}
const weight = (check) => ["error", "warning", "info"].indexOf(check.severity);

// The doubts of all accounts, each with its message in both languages.
function doubtsOf(report, about) {
  return accountsOf(report).flatMap((account, index) => (account.diagnostics || []).map((doubt, at) => ({ ...doubt, account: index, zh: ((about.accounts[index] || {}).doubts || [])[at] || doubt.message })));
}

// The place of a cell by its name in checks, which names one cell wherever it enters.
function cellPlaces(report, about) {
  const places = new Map();
  accountsOf(report).forEach((account, index) => (account.checks || []).forEach((check, at) => {
    const found = ((about.accounts[index] || {}).cells || [])[at] || [];
    (check.cells || []).forEach((cell, order) => { if (found[order]) places.set(`${index} ${cell}`, found[order]); });
  }));
  return places;
}

// Every number of the report with its place, and what it belongs to: what a click on a page finds.
function numbersOf(value, found = [], path = [], of = {}) {
  if (!value || typeof value !== "object") return found;
  if (isAmount(value)) { if (!isBlankPlace(value.at)) found.push({ at: value.at, value: value.value, path, of }); return found; }
  const row = rowName(value);
  const inner = { head: value.head || of.head, form: value.funds || value.indicators ? (value.name || value.department || value.title || {}).text : of.form, row: row || of.row };
  for (const [key, part] of Object.entries(value)) if (!["checks", "diagnostics", "head", "coverage"].includes(key)) numbersOf(part, found, [...path, key], inner);
  if (path[0] === "other_tables" && isPlace(value.at) && typeof value.text === "string" && /\d/.test(value.text)) found.push({ at: value.at, value: value.text, path, of });
  return found;
}

// What a row, a statement or an indicator is called.
function rowName(row) {
  const text = (part) => (part && typeof part.text === "string" ? part.text : "");
  return [text(row.code), text(row.name) || text(row.label) || text(row.subject) || text(row.level3)].filter(Boolean).join(" ");
}

// A number in words: its table or form, row and column.
function inWords(number, words) {
  const { path, of } = number, field = path[path.length - 1] || "";
  const side = path.find((part) => part === "income" || part === "expenditure");
  const column = of.head ? headerOf(of.head, side, field, words) : words[field] || words.sides[field] || "";
  const title = of.head ? (of.head.title || {}).text : of.form || (path.includes("narrative") ? words.tabs.statements : path[0] === "other_tables" ? words.other_table : "");
  return [...new Set([title, of.row, column])].filter(Boolean).join(" · ");
}
