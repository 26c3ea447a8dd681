"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const filters = document.getElementById("filters");
const dialog = document.getElementById("detail");
const heads = [...document.querySelectorAll("thead th")].slice(1);
const rows = [...document.querySelectorAll("tbody tr")];

function apply() {
  const wantedRow = filters.elements.rows.value.toLowerCase();
  const wantedColumn = filters.elements.columns.value.toLowerCase();
  const used = new Set();
  for (const row of rows) {
    row.hidden = !row.dataset.name.toLowerCase().includes(wantedRow);
    if (!row.hidden)
      [...row.cells].slice(1).forEach((cell, n) => { if (!cell.classList.contains("no")) used.add(n); });
  }
  heads.forEach((head, n) => {
    const shown = head.dataset.name.toLowerCase().includes(wantedColumn)
      && (!filters.elements.used.checked || used.has(n));
    head.hidden = !shown;
    for (const row of rows) row.cells[n + 1].hidden = !shown;
  });
}

function actionsOf(ranges, column) {
  const found = [];
  for (let n = 0; n < ranges.length; n += 2)
    for (let place = ranges[n]; place <= ranges[n + 1]; place++) {
      const name = data.actions[place];
      if (name === column || name.startsWith(column + ":")) found.push(name);
    }
  return found;
}

function element(name, text, parent) {
  const made = document.createElement(name);
  made.textContent = text;
  parent.append(made);
  return made;
}

function show(cell) {
  const arn = cell.parentElement.dataset.arn, name = data.names[arn];
  const column = heads[cell.cellIndex - 1].dataset.name;
  const body = dialog.querySelector("div");
  dialog.querySelector("h2").textContent = name + ": " + column;
  body.replaceChildren();
  const list = element("ul", "", body);
  for (const [answer, resource, options, ranges] of data.requests[arn]) {
    const actions = actionsOf(ranges, column);
    if (!actions.length) continue;
    const item = element("li", "", list);
    element("b", answer, item).className = answer;
    item.append(" " + actions.join(", ") + " on " + resource);
    const quoted = resource === "*" ? "'*'" : "'" + resource + "'";
    element("pre", "sandbox iam why " + name + " " + actions[0] + " " + quoted + options + data.source, item);
  }
  dialog.showModal();
}

filters.addEventListener("input", apply);
filters.addEventListener("submit", (event) => event.preventDefault());
document.querySelector("tbody").addEventListener("click", (event) => {
  const cell = event.target.closest("td.yes, td.if");
  if (cell) show(cell);
});
document.querySelector("tbody").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("td.yes, td.if")) show(event.target);
});
apply();
