"use strict";
// The report's JSON → what the page lists: tables of rows, forms, statements, findings, doubts, each number with its place.

const isPlace = (value) => Array.isArray(value) && value.length >= 2 && typeof value[0] === "number" && (typeof value[1] === "string" || value.length === 5);
const placeKey = (at) => at.join("|");
const isBlankPlace = (at) => !isPlace(at) || (typeof at[1] === "number" && at[3] <= at[1]);

// Accounts beside the main one are reports of their own.
function accountsOf(report) { return [report, ...(report.further || report.accounts || [])]; }

// A printed value of a report's row, whatever it is called: an object with a value and a place.
const isAmount = (value) => value && typeof value === "object" && "value" in value && isPlace(value.at);

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
function headerOf(head, side, field, words) {
  const found = (head.columns || []).find((column) => column.column === columnId(field) && (!column.side || !side || column.side === side));
  return found ? found.header : words.sides[columnId(field)] || columnId(field);
}

function formsOf(report) {
  return [...(report.project_self_assessments || []), ...(report.department_self_assessments || [])];
}

// Failed checks, with the places of their cells, one cause together.
function findingsOf(report, cells) {
  const findings = [];
  (report.checks || []).forEach((check, index) => { if (check.status === "fail") findings.push({ check, places: (cells[index] || []).filter((at) => !isBlankPlace(at)) }); });
  return findings.sort((a, b) => weight(a.check) - weight(b.check));
}
const weight = (check) => ["error", "warning", "info"].indexOf(check.severity);

// Every number of the report with its place: what a click on a page finds.
function numbersOf(value, found = [], path = []) {
  if (!value || typeof value !== "object") return found;
  if (isAmount(value)) { if (!isBlankPlace(value.at)) found.push({ at: value.at, value: value.value, path: path.slice() }); return found; }
  for (const [key, inner] of Object.entries(value)) if (key !== "checks" && key !== "diagnostics" && key !== "head") numbersOf(inner, found, [...path, key]);
  if (path.length > 0 && path[0] === "other_tables" && isPlace(value.at) && typeof value.text === "string" && /\d/.test(value.text)) found.push({ at: value.at, value: value.text, path });
  return found;
}
