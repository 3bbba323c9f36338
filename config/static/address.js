// Leaving the house number looks the address up; the answer stands in a line that is read out. Without this
// file the line stays empty and the form asks the same.
(function () {
  "use strict";
  var last = new WeakMap();
  function field(group, name) {
    return group.querySelector("[name='" + name + "'], [name$='-" + name + "']");
  }
  function lookUp(group) {
    var line = group.querySelector("[data-address-line]");
    var token = document.querySelector("[name=csrfmiddlewaretoken]");
    var asked = new URLSearchParams();
    ["postcode", "house_number", "house_addition"].forEach(function (name) {
      var input = field(group, name);
      asked.set(name, input ? input.value.trim() : "");
    });
    if (!line || !token || !asked.get("postcode") || !asked.get("house_number")) { return; }
    var mine = asked.toString();
    if (last.get(group) === mine) { return; }
    last.set(group, mine);
    // An answer that comes late says nothing about what stands there by then.
    function say(text) { if (last.get(group) === mine) { line.innerHTML = text; } }
    asked.set("csrfmiddlewaretoken", token.value);
    fetch(group.dataset.address, { method: "POST", body: asked, credentials: "same-origin" })
      .then(function (answer) { return answer.ok ? answer.text() : ""; })
      .then(say)
      .catch(function () { say(""); });
  }
  document.addEventListener("change", function (event) {
    var group = event.target.closest("[data-address]");
    if (group && /(^|-)(postcode|house_number|house_addition)$/.test(event.target.name)) { lookUp(group); }
  });
})();
