// The review of a run: choose all, count what is chosen, look every 15 seconds whether others decided.
(function () {
  "use strict";
  var LOOK_EVERY = 15000;
  var NARROW = "(max-width: 1100px)";
  var ticked = [];
  function form() { return document.querySelector("form[data-choose]"); }
  function boxes() { return Array.from(form().querySelectorAll("input[name=chosen]")); }
  function numberOf(box) { return box.value.split(":")[0]; }
  function show() {
    var all = form().querySelector("[data-all]");
    var acts = form().querySelector("[data-acts]");
    var live = form().querySelector("[data-live]");
    if (!acts || !live) { return; }
    var chosen = boxes().filter(function (box) { return box.checked; }).length;
    form().querySelector("[data-plain]").hidden = true;
    form().querySelector("[data-number]").textContent = String(chosen);
    live.hidden = false;
    acts.hidden = !chosen;
    if (all) {
      all.hidden = false;
      all.checked = chosen > 0 && chosen === boxes().length;
      all.indeterminate = chosen > 0 && !all.checked;
    }
  }
  document.addEventListener("DOMContentLoaded", function () { if (form()) { show(); } });
  document.addEventListener("change", function (event) {
    if (!form() || !form().contains(event.target)) { return; }
    if (event.target.matches("[data-all]")) {
      boxes().forEach(function (box) { box.checked = event.target.checked; });
    }
    show();
  });
  document.addEventListener("reset", function (event) {
    if (event.target === form()) { setTimeout(show, 0); }
  });
  // What was ticked stays ticked when the table is renewed, and so does the row that is open.
  document.addEventListener("htmx:beforeSwap", function (event) {
    if (event.detail.target.id !== "rows") { return; }
    var open = document.querySelector("#rows tr.sel a.go");
    ticked = boxes().filter(function (box) { return box.checked; }).map(numberOf);
    event.detail.openRow = open ? open.id : "";
    form().dataset.open = event.detail.openRow;
  });
  document.addEventListener("htmx:afterSwap", function (event) {
    if (!form() || !document.getElementById("rows")) { return; }
    if (event.detail.target.id !== "rows" && event.detail.elt.id !== "rows") { return; }
    boxes().forEach(function (box) { box.checked = ticked.indexOf(numberOf(box)) >= 0; });
    var open = form().dataset.open && document.getElementById(form().dataset.open);
    if (open) { open.closest("tr").classList.add("sel"); open.closest("tr").setAttribute("aria-current", "true"); }
    show();
  });
  // On a narrow screen a proposal is a page of its own.
  document.addEventListener("htmx:beforeRequest", function (event) {
    var link = event.detail.elt;
    if (link.matches("a[hx-target='#panel']") && window.matchMedia(NARROW).matches) {
      event.preventDefault();
      window.location.assign(link.href);
    }
  });
  setInterval(function () {
    var rows = document.querySelector("[data-look]");
    if (rows && document.visibilityState === "visible") {
      rows.dispatchEvent(new CustomEvent("dle:look"));
    }
  }, LOOK_EVERY);
})();
