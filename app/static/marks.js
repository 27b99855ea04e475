// What a reader makes of hits: kept in this browser for each list, and sent along only when the
// reader exports the list with it. Without this script lists are exported without marks.
"use strict";

(() => {
  const list = document.querySelector("[data-list]");
  if (!list) return;
  const key = `blotter-marks ${list.dataset.list}`;
  const said = document.querySelector(".marked-so-far");
  const form = document.querySelector(".with-marks");

  function load() {
    try {
      const kept = JSON.parse(localStorage.getItem(key) ?? "{}");
      return kept && typeof kept === "object" && !Array.isArray(kept) ? kept : {};
    } catch {
      return {};
    }
  }

  function save(marks) {
    try {
      if (Object.keys(marks).length) localStorage.setItem(key, JSON.stringify(marks));
      else localStorage.removeItem(key);
      return true;
    } catch {
      return false;
    }
  }

  function number(text) {
    return text === "" || text === undefined ? null : Number(text);
  }

  function show(marks, kept) {
    const all = Object.values(marks);
    const count = (what) => all.filter((mark) => mark.review === what).length;
    said.hidden = kept && all.length === 0;
    said.textContent = kept
      ? `${all.length} marked: ${count("relevant")} relevant, ${count("not relevant")} not relevant, ${count("seen")} seen`
      : "This browser does not let the marks be kept.";
    form.hidden = all.length === 0;
  }

  const places = [...list.querySelectorAll(".place")].map((place) => {
    const { document: id, page, start, end } = place.dataset;
    return { place, name: [id, page, start, end].join("/") };
  });

  function fill() {
    const marks = load();
    for (const { place, name } of places) {
      place.querySelector("select").value = marks[name]?.review ?? "";
      place.querySelector("input").value = marks[name]?.note ?? "";
    }
    show(marks, true);
  }

  for (const { place, name } of places) {
    const tools = place.querySelector(".mark-tools");
    tools.hidden = false;
    tools.addEventListener("change", () => {
      const marks = load(); // another tab may have changed them
      const review = place.querySelector("select").value;
      const note = place.querySelector("input").value;
      if (review || note) marks[name] = { review, note };
      else delete marks[name];
      show(marks, save(marks));
    });
  }

  form.addEventListener("submit", () => {
    const marks = Object.entries(load()).map(([name, mark]) => {
      const [id, page, start, end] = name.split("/");
      return { document: id, page: number(page), start: number(start), end: number(end), review: mark.review, note: mark.note };
    });
    form.elements.marks.value = JSON.stringify(marks);
  });

  const forget = document.querySelector(".marks-live-here");
  forget.hidden = false;
  forget.querySelector("button").addEventListener("click", () => {
    save({});
    fill();
  });
  window.addEventListener("storage", (event) => {
    if (event.key === key) fill();
  });
  fill();
})();
