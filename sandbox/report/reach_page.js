"use strict";
const filters = document.getElementById("filters");
const heads = [...document.querySelectorAll("thead th[data-name]")];
const rows = [...document.querySelectorAll("tbody tr")];

function apply() {
  const from = filters.elements.from.value.toLowerCase(), to = filters.elements.to.value.toLowerCase();
  for (const row of rows)
    row.hidden = !row.dataset.from.toLowerCase().includes(from)
      || (row.dataset.to !== undefined && !row.dataset.to.toLowerCase().includes(to));
  heads.forEach((head, n) => {
    head.hidden = !head.dataset.name.toLowerCase().includes(to);
    for (const row of rows) row.cells[n + 1].hidden = head.hidden;
  });
}

filters.addEventListener("input", apply);
filters.addEventListener("submit", (event) => event.preventDefault());
