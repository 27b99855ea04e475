// The view of a page by keys and buttons: from hit to hit, larger, turned, copied. Without this
// script its links do the same one page at a time.
"use strict";

(() => {
  const SIZES = [50, 75, 100, 150, 200, 300];
  const LARGE = "width=1700";
  const tools = document.querySelector(".tools-of-page");
  const frame = document.querySelector(".frame");
  const sheet = document.querySelector(".sheet");
  const picture = sheet?.querySelector("img");
  const said = tools.querySelector(".done");
  // A hit has a box for each line it stands on; the first one stands for it.
  const boxes = [...document.querySelectorAll(".sheet rect")].filter((box) => !/-\d+-/.test(box.id));
  const marks = [...document.querySelectorAll("section.text mark")];
  let size = SIZES.indexOf(100);
  let turned = 0;
  let at = -1;

  function layOut() {
    const across = turned % 180 !== 0;
    const width = Number(picture.getAttribute("width"));
    const height = Number(picture.getAttribute("height"));
    sheet.style.width = `${SIZES[size]}%`;
    sheet.style.aspectRatio = across ? `${height} / ${width}` : "";
    for (const part of sheet.children) {
      part.style.transform = turned ? `rotate(${turned}deg)` : "";
      part.style.position = across ? "absolute" : "";
      part.style.width = across ? `${(100 * width) / height}%` : "";
      part.style.left = across ? `${50 - (50 * width) / height}%` : "";
      part.style.top = across ? `${50 - (50 * height) / width}%` : "";
      part.style.height = across ? `${(100 * height) / width}%` : "";
    }
    tools.querySelector(".zoom").value = `${SIZES[size]} %`;
    if (SIZES[size] > 100 && !picture.src.includes(LARGE)) {
      picture.src = picture.src.replace(/width=\d+/, LARGE);
    }
  }

  function resize(step) {
    size = Math.min(Math.max(size + step, 0), SIZES.length - 1);
    layOut();
  }

  function show(index) {
    for (const one of [...boxes, ...marks]) one.classList.remove("here");
    at = index;
    boxes[at]?.classList.add("here");
    boxes[at]?.scrollIntoView({ block: "center", inline: "center" });
    marks[at]?.classList.add("here");
    if (!boxes[at]) marks[at]?.scrollIntoView({ block: "center" });
    said.textContent = `Match ${at + 1} of ${marks.length} on this page`;
  }

  function step(by, key) {
    const next = at + by;
    if (next >= 0 && next < marks.length) show(next);
    else follow(key);
  }

  function follow(key) {
    const link = document.querySelector(`a[data-key="${key}"]`);
    if (link) link.click();
    else said.textContent = key === "n" ? "This is the last hit." : "This is the first hit.";
  }

  async function copy(what, text) {
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = `${what} copied`;
    } catch {
      said.textContent = "The browser does not let this page copy.";
    }
  }

  const DEEDS = {
    smaller: () => resize(-1),
    larger: () => resize(1),
    turn: () => {
      turned = (turned + 90) % 360;
      layOut();
    },
    "copy-text": () => copy("Text", document.querySelector("section.text pre")?.textContent ?? ""),
    "copy-link": () => copy("Link", location.href.split("#")[0]),
    "copy-citation": () => copy("Citation", document.querySelector(".citation").textContent),
  };
  const KEYS = {
    n: () => step(1, "n"),
    p: () => step(-1, "p"),
    ArrowLeft: () => document.querySelector('a[data-key="ArrowLeft"]')?.click(),
    ArrowRight: () => document.querySelector('a[data-key="ArrowRight"]')?.click(),
    "+": picture && DEEDS.larger,
    "=": picture && DEEDS.larger,
    "-": picture && DEEDS.smaller,
    r: picture && DEEDS.turn,
  };

  function isTyping(target) {
    return target.closest("input, select, textarea, [contenteditable]") !== null;
  }

  // In a picture that is larger than its frame the arrows move the picture.
  function isScrolling(event) {
    return event.key.startsWith("Arrow") && event.target === frame && frame.scrollWidth > frame.clientWidth;
  }

  tools.addEventListener("click", (event) => DEEDS[event.target.dataset.do]?.());
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || isScrolling(event)) return;
    const deed = KEYS[event.key];
    if (!deed) return;
    event.preventDefault();
    deed();
  });
  tools.hidden = false;
  if (marks.length && location.hash === "#last-hit") show(marks.length - 1);
  else if (marks.length && location.hash === "#hit") show(0);
})();
