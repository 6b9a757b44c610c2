
"use strict";
(() => {
  const find = (selector, at = document) => at.querySelector(selector);
  const all = (selector, at = document) => [...at.querySelectorAll(selector)];
  const controls = find("#controls");
  const list = find("#findings");
  const slider = find("#day");
  const days = slider ? find(".slider").dataset.days.split(" ") : [];

  // Each version of a finding says on which days it stands: "0-2 5-5".
  const stands = (node, day) => !node.dataset.on || node.dataset.on.split(" ").some((span) => {
    const [first, last] = span.split("-").map(Number);
    return first <= day && day <= last;
  });
  const current = all(".finding", list);
  // Earlier versions lie there as text, and are parsed when somebody first asks for another day: there may be many.
  let parsed = null;
  const earlier = () => {
    if (!parsed) {
      const template = document.createElement("template");
      template.innerHTML = find("#earlier").textContent;
      parsed = all(".finding", template.content);
    }
    return parsed;
  };
  const filtered = [...all(".promise"), ...all(".source .claims > li")];
  const sources = all(".source");
  let here = current;
  let shownDay = days.length - 1;
  let counts = [current.length, current.length];

  const language = () => (find("#en").checked ? "en" : "ko");
  const dayText = (iso) => new Intl.DateTimeFormat(language() === "en" ? "en-GB" : "ko-KR",
    { dateStyle: "long", timeZone: "UTC" }).format(new Date(iso + "T00:00:00Z"));

  const chosen = () => ({
    by: find("[name=filter-by]").value,
    about: find("[name=filter-about]").value,
    kind: find("[name=filter-kind]").value,
  });
  const has = (value, wanted) => wanted === "" || ` ${value || ""} `.includes(` ${wanted} `);
  const passes = (node, wanted) =>
    has(node.getAttribute("data-by"), wanted.by) && has(node.getAttribute("data-about"), wanted.about);
  const hide = (node, isHidden) => { if (node.hidden !== isHidden) node.hidden = isHidden; };

  // An earlier version names its claims only; what they say is copied from where their links lead.
  function revived(node) {
    const clone = node.cloneNode(true);
    for (const item of all(".claims > li", clone)) {
      const claim = document.getElementById(decodeURIComponent(find("a", item).hash.slice(1)));
      if (claim) item.replaceChildren(...all(":scope > :not(.about, .badge)", claim).map((part) => part.cloneNode(true)));
    }
    return clone;
  }

  function showDay(day) {
    const before = here;
    here = [...current.filter((node) => stands(node, day)), ...earlier().filter((node) => stands(node, day)).map(revived)];
    here.sort((a, b) => b.dataset.weight - a.dataset.weight);  // stable: else as they come
    before.forEach((node) => node.remove());  // one id stands on the page once
    list.append(...here);
    shownDay = day;
  }

  function showPromise(node, day) {
    const turns = all(".turns > li", node);
    turns.forEach((turn) => hide(turn, Boolean(slider) && turn.dataset.day > days[day]));
    const last = turns.filter((turn) => !turn.hidden).pop();
    if (last) find("p > .badge", node).replaceWith(find(".badge", last).cloneNode(true));
    return Boolean(last);
  }

  function update() {
    const wanted = chosen();
    const day = slider ? Number(slider.value) : 0;
    if (slider && day !== shownDay) showDay(day);
    const busy = new Set();
    let shown = 0;
    for (const node of here) {
      hide(node, !(passes(node, wanted) && has(node.getAttribute("data-kind"), wanted.kind)));
      shown += !node.hidden;
    }
    for (const node of filtered) {
      const isPublic = !slider || !(Number(node.getAttribute("data-since")) > day);
      let isShown = isPublic && passes(node, wanted);
      if (node.className === "promise") isShown = isShown && showPromise(node, day);
      else if (isShown) busy.add(node.parentNode.parentNode);
      hide(node, !isShown);
    }
    for (const source of sources) hide(source, !busy.has(source));
    say(shown, here.length);
  }

  function say(shown, possible) {
    counts = [shown, possible];
    const english = language() === "en";
    const status = find("#status");
    status.lang = language();
    status.textContent = english
      ? `${shown} of ${possible} findings shown`
      : `어긋나는 주장 ${possible}건 가운데 ${shown}건`;
    if (slider) {
      const text = dayText(days[Number(slider.value)]);
      const output = find("#day-shown");
      output.lang = language();
      output.textContent = text;
      slider.setAttribute("aria-valuetext", text);
    }
  }

  function speak() {
    document.documentElement.lang = language();
    for (const option of all("option")) option.textContent = option.dataset[language()];
    say(...counts);
  }

  // A permalink shows what it names, whatever was filtered, folded or set to another day.
  function reveal() {
    const id = decodeURIComponent(location.hash.slice(1));
    if (!id) return;
    let target = document.getElementById(id);
    const other = target ? null : [...current, ...earlier()].find((node) => node.id === id);
    if (other) {
      controls.reset();
      slider.value = other.dataset.on.split("-").pop();
      update();
      target = document.getElementById(id);
    }
    if (!target) return;
    if (target.closest("[hidden]")) { controls.reset(); if (slider) slider.value = slider.max; update(); }
    for (let at = target; at; at = at.parentElement) if (at.matches("details")) at.open = true;
    target.scrollIntoView();
  }

  let opened = [];
  addEventListener("beforeprint", () => { opened = all("details:not([open])"); opened.forEach((at) => { at.open = true; }); });
  addEventListener("afterprint", () => opened.forEach((at) => { at.open = false; }));
  all("[name=language]").forEach((choice) => choice.addEventListener("change", speak));
  controls.addEventListener("input", update);
  controls.addEventListener("submit", (event) => event.preventDefault());
  controls.addEventListener("reset", () => setTimeout(update));
  addEventListener("hashchange", reveal);
  controls.hidden = false;
  speak();
  reveal();
})();
