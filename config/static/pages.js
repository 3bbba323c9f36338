// Pages of the staff. Everything works without this file; it only makes them quicker to use.
(function () {
  "use strict";
  // RUN: a poll that renews part of a page leaves open what was open, and the focus where it was.
  var kept = null;
  document.addEventListener("htmx:beforeSwap", function (event) {
    var details = Array.from(event.detail.target.querySelectorAll("details"));
    kept = details.map(function (one) {
      return { open: one.open, focus: one.firstElementChild === document.activeElement };
    });
  });
  document.addEventListener("htmx:afterSwap", function (event) {
    if (!kept || event.detail.target.id !== "now") { return; }
    event.detail.target.querySelectorAll("details").forEach(function (one, place) {
      if (!kept[place]) { return; }
      one.open = kept[place].open;
      if (kept[place].focus) { one.firstElementChild.focus(); }
    });
  });
  // Escape returns from the panel to the row that opened it.
  document.addEventListener("keydown", function (event) {
    var row = document.querySelector("tr.sel a.go");
    if (event.key === "Escape" && row && event.target.closest(".det")) { row.focus(); }
  });
  // REG: in a register the arrows go from row to row, Home and End to the first and the last; Enter opens.
  document.addEventListener("keydown", function (event) {
    var link = event.target.closest("table[data-rows] a.go");
    if (!link || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    var links = Array.from(link.closest("table").querySelectorAll("tbody a.go"));
    var place = links.indexOf(link);
    var next = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: links.length - 1 }[event.key];
    if (next === undefined) { return; }
    event.preventDefault();
    if (links[next]) { links[next].focus(); }
  });
  // REG: a small form above a table closes with Escape, or when the next one opens.
  document.addEventListener("keydown", function (event) {
    var open = event.key === "Escape" && event.target.closest("details:is(.pop, .drop)[open]");
    if (open) { open.open = false; open.firstElementChild.focus(); }
  });
  document.addEventListener("click", function (event) {
    document.querySelectorAll("details:is(.pop, .drop)[open]").forEach(function (one) {
      if (!one.contains(event.target)) { one.open = false; }
    });
  });
  document.addEventListener("click", function (event) {
    var link = event.target.closest("tr a[hx-target='#panel']");
    if (!link) { return; }
    document.querySelectorAll("tr.sel").forEach(function (row) {
      row.classList.remove("sel");
      row.removeAttribute("aria-current");
    });
    var chosen = link.closest("tr");
    if (chosen) { chosen.classList.add("sel"); chosen.setAttribute("aria-current", "true"); }
  });
  // DASH: who opens the search of the top bar can type at once.
  document.addEventListener("toggle", function (event) {
    if (event.target.matches("details.find[open]")) { event.target.querySelector("input").focus(); }
  }, true);
})();
