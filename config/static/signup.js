// Signing up: says how many families fit while somebody taps the boxes. Without it, a button does.
(function () {
  "use strict";
  var line = document.querySelector("[data-fit]");
  var form = line && line.closest("form");
  if (!form) { return; }
  var timer = null;
  var latest = 0;
  function ask() {
    var mine = ++latest;
    fetch(line.dataset.fit, { method: "POST", body: new FormData(form), credentials: "same-origin" })
      .then(function (answer) { return answer.ok ? answer.text() : Promise.reject(answer.status); })
      .then(function (text) { if (mine === latest) { line.innerHTML = text; } })
      .catch(function () { /* The line stays as it was; nothing on the page depends on it. */ });
  }
  form.addEventListener("change", function () {
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, 300);
  });
}());
