// How the last word may go on, below the search box: a combobox with a list box, as the ARIA
// Authoring Practices describe it. Without this script the box is a plain one and works as well.
"use strict";

(() => {
  const WAIT_MS = 120;
  const ADDRESS = "/api/v1/suggest";

  function attach(box) {
    const list = document.createElement("ul");
    let waiting = 0;
    let asked = null;
    let found = [];
    let chosen = -1;

    list.id = `${box.id}-suggestions`;
    list.className = "suggestions";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Suggestions");
    list.hidden = true;
    box.after(list);
    box.setAttribute("role", "combobox");
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-controls", list.id);
    box.setAttribute("aria-expanded", "false");

    function close() {
      clearTimeout(waiting);
      asked?.abort();
      list.hidden = true;
      list.replaceChildren();
      found = [];
      chosen = -1;
      box.setAttribute("aria-expanded", "false");
      box.removeAttribute("aria-activedescendant");
    }

    function choose(place) {
      chosen = place;
      Array.from(list.children).forEach((item, at) => {
        item.setAttribute("aria-selected", String(at === place));
      });
      if (place < 0) {
        box.removeAttribute("aria-activedescendant");
      } else {
        box.setAttribute("aria-activedescendant", list.children[place].id);
        list.children[place].scrollIntoView({ block: "nearest" });
      }
    }

    function take(place) {
      box.value = found[place].query;
      close();
      box.focus();
    }

    function item(one, place) {
      const made = document.createElement("li");
      const text = document.createElement("span");
      const about = document.createElement("span");
      made.id = `${list.id}-${place}`;
      made.setAttribute("role", "option");
      made.setAttribute("aria-selected", "false");
      text.textContent = one.text;
      about.className = "about";
      const pages = `${one.pages.toLocaleString("en")} page${one.pages === 1 ? "" : "s"}`;
      about.textContent = one.kind === "word" ? pages : `${one.kind}, ${pages}`;
      made.append(text, " ", about);
      made.addEventListener("mousedown", (event) => {
        event.preventDefault(); // the box keeps the focus
        take(place);
      });
      return made;
    }

    function show(results) {
      found = results;
      list.replaceChildren(...results.map(item));
      list.hidden = results.length === 0;
      box.setAttribute("aria-expanded", String(results.length > 0));
      choose(-1);
    }

    async function ask() {
      asked?.abort();
      asked = new AbortController();
      const typed = box.value;
      try {
        const answer = await fetch(`${ADDRESS}?q=${encodeURIComponent(typed)}`, {
          signal: asked.signal,
        });
        const results = answer.ok ? await answer.json() : [];
        if (typed === box.value && document.activeElement === box) {
          show(results);
        }
      } catch (error) {
        if (error.name !== "AbortError") {
          close(); // no service, no suggestions: the box works without
        }
      }
    }

    box.addEventListener("input", () => {
      clearTimeout(waiting);
      if (box.value.trim()) {
        waiting = setTimeout(ask, WAIT_MS);
      } else {
        close();
      }
    });
    box.addEventListener("blur", close);
    box.form.addEventListener("submit", close);
    box.addEventListener("keydown", (event) => {
      if (list.hidden || event.isComposing) {
        return;
      }
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        const step = event.key === "ArrowDown" ? 1 : -1;
        const places = found.length + 1; // one of them is the box itself
        choose(((chosen + 1 + step + places) % places) - 1);
      } else if (event.key === "Enter" && chosen >= 0) {
        take(chosen);
      } else if (event.key === "Escape") {
        close();
      } else {
        return;
      }
      event.preventDefault();
    });
  }

  document.querySelectorAll('input[name="q"][type="search"]').forEach(attach);
})();
