// Everything works without this file; it only makes pages quicker to use.
(function () {
  "use strict";
  function focusOn(root) {
    var target = root.querySelector("[data-focus]");
    if (target) { target.focus(); }
  }
  document.addEventListener("DOMContentLoaded", function () { focusOn(document); });
  document.addEventListener("htmx:afterSwap", function (event) { focusOn(event.detail.target); });
  document.addEventListener("change", function (event) {
    if (event.target.matches("select[data-submit]")) { event.target.form.requestSubmit(); }
  });
  // Escape returns from the panel to the row that opened it.
  document.addEventListener("keydown", function (event) {
    var row = document.querySelector("tr.sel a.go");
    if (event.key === "Escape" && row && event.target.closest(".det")) { row.focus(); }
  });
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[hx-target='#panel']");
    if (!link) { return; }
    document.querySelectorAll("tr.sel").forEach(function (row) {
      row.classList.remove("sel");
      row.removeAttribute("aria-current");
    });
    var chosen = link.closest("tr");
    if (chosen) { chosen.classList.add("sel"); chosen.setAttribute("aria-current", "true"); }
  });
})();
