// A form that asks the device for a passkey before it is sent. Without this file it stays hidden: there are other ways in.
(function () {
  "use strict";
  // A passkey belongs to a name; an address in numbers has none.
  var canHave = window.PublicKeyCredential && window.webauthnJSON && !/^[\d.]+$|^\[/.test(location.hostname);
  if (!canHave) { return; }

  async function question(form) {
    var answer = await fetch(form.dataset.options, { method: "POST", body: new FormData(form) });
    if (!answer.ok) { throw new Error("no question"); }
    return answer.json();
  }

  async function ask(form) {
    var options = await question(form);
    var credential = await window.webauthnJSON[form.dataset.passkey](options);
    form.elements.credential.value = JSON.stringify(credential);
    form.submit();
  }

  document.querySelectorAll("form[data-passkey]").forEach(function (form) {
    var failed = form.querySelector("[data-failed]");
    form.hidden = false;
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      failed.hidden = true;
      ask(form).catch(function () { failed.hidden = false; });
    });
  });
  document.querySelectorAll("[data-without-passkeys]").forEach(function (note) { note.hidden = true; });
})();
