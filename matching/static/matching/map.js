// The map of a run: Leaflet on the same pairs as the table. Without this file the drawing stays.
(function () {
  "use strict";
  var lines = {};
  var chosen = null;

  function marked(node) {
    document.querySelectorAll("tr[data-pair]").forEach(function (row) {
      row.classList.toggle("near", row === node);
    });
  }

  function rowOf(proposal) {
    return document.querySelector("tr[data-pair='" + proposal + "']");
  }

  function light(proposal, on) {
    var line = lines[proposal];
    if (!line) { return; }
    line.getElement().classList.toggle("on", on || line === chosen);
    if (on) { line.bringToFront(); }
  }

  function choose(proposal) {
    var before = chosen;
    chosen = lines[proposal] || null;
    if (before) { before.getElement().classList.remove("on"); }
    light(proposal, true);
    marked(rowOf(proposal));
  }

  // A pair that stands on another page of the table opens all the same.
  function open(line) {
    if (line.proposal === null) { window.location.assign(line.address); return; }
    choose(line.proposal);
    var row = rowOf(line.proposal);
    if (row) {
      row.scrollIntoView({ block: "nearest" });
      row.querySelector("a.go").click();
    } else if (window.htmx) {
      window.htmx.ajax("GET", line.address, "#panel");
    } else {
      window.location.assign(line.address);
    }
  }

  function draw(map, line) {
    var weight = Math.min(1.4 + 0.5 * (line.number - 1), 9);
    var path = L.polyline([line.family, line.volunteer], { weight: weight, className: "pl" }).addTo(map);
    // A line of two pixels is hard to hit: a wide one that nobody sees lies over it.
    var wide = L.polyline([line.family, line.volunteer], { weight: 14, className: "pl-w" }).addTo(map);
    wide.bindTooltip(line.title, { sticky: true });
    L.circleMarker(line.family, { radius: 4, className: "fam", interactive: false }).addTo(map);
    L.marker(line.volunteer, {
      icon: L.divIcon({ className: "vol-m", iconSize: [7, 7] }), interactive: false, keyboard: false
    }).addTo(map);
    if (line.proposal !== null) { lines[line.proposal] = path; }
    wide.on("click", function () { open(line); });
    wide.on("mouseover", function () { path.getElement().classList.add("on"); });
    wide.on("mouseout", function () {
      if (path !== chosen) { path.getElement().classList.remove("on"); }
    });
  }

  function named(map, shape, layer) {
    var icon = L.divIcon({ className: "nm-m", html: "", iconSize: [0, 0] });
    var marker = L.marker(layer.getBounds().getCenter(), { icon: icon, interactive: false, keyboard: false });
    var name = document.createElement("span");
    name.textContent = shape.name;
    marker.addTo(map).getElement().append(name);
    return name;
  }

  // No name over another: the later of two gives way until there is room.
  function makeRoom(names) {
    var taken = [];
    names.forEach(function (name) {
      var box = name.getBoundingClientRect();
      var free = taken.every(function (other) {
        return box.right < other.left || other.right < box.left || box.bottom < other.top || other.bottom < box.top;
      });
      name.classList.toggle("hid", !free);
      if (free) { taken.push(box); }
    });
  }

  function frame(place) {
    var box = document.createElement("div");
    box.className = "leaf";
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", place.dataset.label);
    place.replaceChildren(box);
    var map = L.map(box, {
      zoomControl: false, attributionControl: false, scrollWheelZoom: false, zoomSnap: 0.25
    });
    L.control.zoom({ zoomInTitle: place.dataset.zoomIn, zoomOutTitle: place.dataset.zoomOut }).addTo(map);
    return map;
  }

  function show(place, told) {
    var map = frame(place);
    if (told.tiles) {
      L.control.attribution({ prefix: false }).addTo(map);
      L.tileLayer(told.tiles, { attribution: told.credit, maxZoom: 18 }).addTo(map);
    }
    var shapes = L.featureGroup(told.shapes.map(function (shape) {
      return L.geoJSON(shape.geometry, { interactive: false, style: { className: "w" } })
        .bindTooltip(shape.name, { permanent: false });
    })).addTo(map);
    map.fitBounds(shapes.getBounds(), { animate: false, padding: [8, 8] });
    var names = told.shapes.map(function (shape, number) { return named(map, shape, shapes.getLayers()[number]); });
    map.on("zoomend", function () { makeRoom(names); });
    makeRoom(names);
    told.lines.forEach(function (line) { draw(map, line); });
    place.dataset.drawn = String(told.lines.length);
  }

  function link(row) {
    var proposal = row.dataset.pair;
    ["mouseenter", "focusin"].forEach(function (name) {
      row.addEventListener(name, function () { light(proposal, true); });
    });
    ["mouseleave", "focusout"].forEach(function (name) {
      row.addEventListener(name, function () { light(proposal, false); });
    });
    row.addEventListener("click", function () { choose(proposal); });
  }

  document.addEventListener("DOMContentLoaded", function () {
    var place = document.querySelector("[data-map]");
    if (!place || !window.L) { return; }
    fetch(place.dataset.map, { headers: { Accept: "application/json" } })
      .then(function (answer) {
        if (!answer.ok) { throw new Error(String(answer.status)); }
        return answer.json();
      })
      .then(function (told) {
        show(place, told);
        document.querySelectorAll("tr[data-pair]").forEach(link);
      })
      .catch(function () { place.dataset.drawn = "no"; });
  });
})();
