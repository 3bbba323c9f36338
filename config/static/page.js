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
  // A session that is about to end says so in time; each request makes it longer.
  var ending = document.getElementById("session-end");
  var timer = null;
  function watchSession() {
    if (!ending) { return; }
    clearTimeout(timer);
    ending.firstElementChild.hidden = true;
    timer = setTimeout(function () { ending.firstElementChild.hidden = false; }, 1000 * ending.dataset.after);
  }
  watchSession();
  document.addEventListener("htmx:afterOnLoad", watchSession);
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-stay]");
    if (button) { fetch(button.dataset.stay).then(function (answer) { if (answer.ok) { watchSession(); } }); }
  });
})();
