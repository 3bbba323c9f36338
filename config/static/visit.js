// A visit that cannot be sent stays on this device until there is a network again. Without this file
// the form is an ordinary one; with it, the server still decides: the same visit twice is one visit.
(function () {
  "use strict";
  var WEEK = 7 * 24 * 60 * 60 * 1000;
  var LIMIT = 20000;
  var AGAIN = 15000;
  var PREFIX = "visit:";
  function keys() {
    return Object.keys(window.localStorage).filter(function (key) { return key.startsWith(PREFIX); });
  }
  function read(key) {
    try { return JSON.parse(window.localStorage.getItem(key)); } catch (broken) { return null; }
  }
  // What is older than a week has been told otherwise by now.
  keys().forEach(function (key) {
    var kept = read(key);
    if (!kept || Date.now() - kept.at > WEEK) { window.localStorage.removeItem(key); }
  });
  var saved = document.querySelector("[data-visit-saved]");
  if (saved) {
    window.localStorage.removeItem(PREFIX + saved.dataset.visitSaved);
    window.localStorage.removeItem(PREFIX + saved.dataset.visitSaved + "-" + saved.dataset.visitNumber);
  }
  var form = document.querySelector("form[data-visit]");
  if (!form) { return; }
  var key = PREFIX + form.dataset.visit;
  var line = document.querySelector("[data-kept]");
  var sending = false;
  var waits = false;
  function say(words) { line.textContent = words; }
  function keep() {
    var values = Array.from(new FormData(form)).filter(function (pair) { return pair[0] !== "csrfmiddlewaretoken"; });
    try { window.localStorage.setItem(key, JSON.stringify({ at: Date.now(), values: values })); } catch (full) { return; }
  }
  function fill(values) {
    values.forEach(function (pair) {
      var field = form.elements.namedItem(pair[0]);
      if (field) { field.value = pair[1]; }
    });
  }
  function send() {
    if (sending) { return; }
    waits = true;
    if (!navigator.onLine) { say(line.dataset.kept); return; }
    var limit = new AbortController();
    var alarm = window.setTimeout(function () { limit.abort(); }, LIMIT);
    sending = true;
    say(line.dataset.sending);
    fetch(form.action, { method: "POST", body: new FormData(form), signal: limit.signal })
      .then(function (answer) {
        if (answer.status === 429 || answer.status >= 500) { throw new Error("later"); }
        // What the server refuses is shown by the server: the page with its sentences at the fields.
        if (answer.redirected) { window.location.assign(answer.url); } else { form.submit(); }
      })
      // A telephone with a weak signal calls itself connected, so that no event tells when it is again.
      .catch(function () { sending = false; say(line.dataset.kept); window.setTimeout(send, AGAIN); })
      .finally(function () { window.clearTimeout(alarm); });
  }
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    keep();
    send();
  });
  window.addEventListener("online", function () { if (waits) { send(); } });
  var before = read(key);
  if (before && document.querySelector(".errsum")) {
    window.localStorage.removeItem(key);
  } else if (before) {
    fill(before.values);
    send();
  }
})();
