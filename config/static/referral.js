// A registration is kept while somebody fills it in. Without this file each page is kept when it is sent.
(function () {
  "use strict";
  var WAIT = 1500;
  var LIMIT = 20000;
  var AGAIN = 15000;
  var form = document.querySelector("form[data-save]");
  if (!form) { return; }
  var version = form.elements.namedItem("version");
  var told = document.querySelector("[data-told]");
  var status = document.querySelector("[data-saved-status]");
  var saved = document.querySelector("[data-saved]");
  var timer = null;
  var sending = false;
  var changed = false;
  var pressed = null;
  function later(after) {
    window.clearTimeout(timer);
    timer = window.setTimeout(save, after);
  }
  function warn(words) {
    told.textContent = words;
    told.hidden = !words;
  }
  function take(answer) {
    version.value = answer.version;
    saved.textContent = answer.saved;
    status.textContent = answer.saved;
    warn("");
    var weeks = document.querySelector("[data-weeks]");
    if (weeks && answer.weeks) { weeks.innerHTML = answer.weeks; }
  }
  function ended() {
    sending = false;
    if (pressed) {
      var button = pressed;
      pressed = null;
      form.requestSubmit(button);
    } else if (changed) { later(WAIT); }
  }
  function save() {
    if (sending) { return; }
    if (!navigator.onLine) { warn(form.dataset.unsaved); later(AGAIN); return; }
    var limit = new AbortController();
    var alarm = window.setTimeout(function () { limit.abort(); }, LIMIT);
    sending = true;
    changed = false;
    fetch(form.dataset.save, { method: "POST", body: new FormData(form), credentials: "same-origin", signal: limit.signal })
      .then(function (answer) {
        if (answer.status === 409) { return answer.json().then(function (words) { warn(words.told); }); }
        if (!answer.ok || answer.redirected) { throw new Error("later"); }
        return answer.json().then(take);
      })
      .catch(function () { changed = true; warn(form.dataset.unsaved); })
      .finally(function () { window.clearTimeout(alarm); ended(); });
  }
  function call(field) {
    var home = field.closest(".dwelling");
    var homes = Array.from(document.querySelectorAll(".dwelling"));
    var title = home.querySelector("[data-called]");
    var who = field.value.trim();
    var option = form.elements.namedItem("first_has").options[homes.indexOf(home)];
    if (!who) { return; }
    title.textContent = title.dataset.called.replace("*", who);
    option.textContent = who;
  }
  form.addEventListener("input", function (event) {
    changed = true;
    if (/^home-\d-who$/.test(event.target.name)) { call(event.target); }
    later(WAIT);
  });
  form.addEventListener("change", function (event) {
    changed = true;
    later(event.target.name === "first_has" || event.target.type === "checkbox" ? 300 : WAIT);
  });
  // Two requests of one page at once would tell the second that somebody else was ahead.
  form.addEventListener("submit", function (event) {
    window.clearTimeout(timer);
    if (sending) { event.preventDefault(); pressed = event.submitter; return; }
    if (!navigator.onLine) { event.preventDefault(); warn(form.dataset.unsaved); }
  });
  window.addEventListener("online", function () { if (changed) { later(0); } });
  window.addEventListener("pageshow", function (event) { if (event.persisted) { window.location.reload(); } });
}());
