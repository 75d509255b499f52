// Makes the page handier. Without it everything can still be read: it only opens, filters, sorts and highlights.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("scripted");
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];

  // Opens whatever holds the target of a link, and marks all pieces of a range that is split.
  const reveal = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    all(".hit[data-of]").forEach((piece) => piece.classList.remove("hit"));
    all(".chosen").forEach((chosen) => chosen.classList.remove("chosen"));
    const target = id && document.getElementById(id);
    if (!target) return;
    const claim = target.closest("tbody.claim");
    if (claim && claim.hidden) showAll();
    for (let at = target.parentElement; at; at = at.parentElement) {
      if (at.tagName === "DETAILS") at.open = true;
    }
    if (target.matches("article")) all(":scope > details:not(.removed)", target).forEach((d) => { d.open = true; });
    all("[data-of]").forEach((piece) => { if (piece.dataset.of === id) piece.classList.add("hit"); });
    all("[data-edge]").forEach((edge) => { if (edge.dataset.edge === id) edge.classList.add("chosen"); });
    if (target.matches(".evidence li")) target.classList.add("chosen");
    target.scrollIntoView({ block: target.matches(".r, .q") ? "center" : "start" });
  };

  // One table of claims instead of two, so that sorting and filtering reach all of them.
  const tables = all("table.claims");
  const first = tables[0];
  let showAll = () => {};
  if (first) {
    const rows = tables.flatMap((table) => all("tbody.claim", table));
    const later = document.querySelector("#claims details.later");
    let open = !later;
    if (later) {
      const kept = all("tbody.claim", first).length;
      rows.slice(kept).forEach((row) => first.append(row));
      const button = document.createElement("button");
      button.type = "button";
      button.className = "show-all";
      button.textContent = later.querySelector("summary").textContent;
      later.replaceWith(button);
      showAll = () => { open = true; button.remove(); apply(); };
      button.addEventListener("click", () => { showAll(); rows[kept].querySelector("a").focus(); });
      first.dataset.kept = kept;
    }
    const text = document.getElementById("filter-text");
    const article = document.getElementById("filter-article");
    const warning = document.getElementById("filter-warning");
    const story = document.getElementById("filter-story");
    const count = document.getElementById("filter-count");
    const words = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
    const apply = () => {
      const wanted = text.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
      const filtered = wanted.length > 0 || article.value || warning.value || (story && story.value);
      let shown = 0;
      all("tbody.claim", first).forEach((row, place) => {
        const fits = wanted.every((word) => words.get(row).includes(word))
          && (!article.value || row.dataset.in.split(" ").includes(article.value))
          && (!story || !story.value || row.dataset.story === story.value)
          && (!warning.value || row.dataset.warnings.split("|").includes(warning.value));
        if (fits) shown += 1;
        row.hidden = !fits || (!filtered && !open && place >= Number(first.dataset.kept));
      });
      count.textContent = filtered ? (shown === 1 ? count.dataset.one : count.dataset.many.replace("{n}", shown)) : "";
    };
    [text, article, warning, story].forEach((control) => control && control.addEventListener("input", apply));

    // What a column sorts by, and whether its first click puts the greatest on top.
    const keys = {
      claim: [(row) => Number(row.dataset.rank), false],
      articles: [(row) => Number(row.dataset.articles), true],
      origins: [(row) => Number(row.dataset.max) * 1000 + Number(row.dataset.min), false],
      status: [(row) => row.dataset.status, false],
      warnings: [(row) => Number(row.dataset.doubts), true],
    };
    all("thead th", first).forEach((head) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const [key, greatest] = keys[head.dataset.sort];
        const before = head.getAttribute("aria-sort");
        const up = before ? before === "descending" : !greatest;
        all("th[aria-sort]", first).forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        const compare = (a, b) => {
          const [x, y] = [key(a), key(b)];
          const order = x < y ? -1 : x > y ? 1 : 0;
          return (up ? order : -order) || a.dataset.rank - b.dataset.rank;
        };
        rows.slice().sort(compare).forEach((row) => first.append(row));
        apply();
      });
    });
    apply();
  }

  all("[data-layer]").forEach((box) => {
    const set = () => document.getElementById("main").classList.toggle("show-" + box.dataset.layer, box.checked);
    box.addEventListener("change", set);
    set();
  });

  // A button under each entry that can be copied, put there when the entry is first seen.
  const { copy, copied } = document.getElementById("main").dataset;
  document.addEventListener("toggle", (event) => {
    all(":scope > pre.decision:not([data-done])", event.target).forEach((entry) => {
      entry.dataset.done = "";
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.textContent = copy;
      button.addEventListener("click", async () => {
        getSelection().selectAllChildren(entry);
        try {
          await navigator.clipboard.writeText(entry.textContent);
          button.textContent = copied;
        } catch {
          // The words stay selected: the keyboard copies them.
        }
      });
      entry.after(button);
    });
  }, true);

  // A link to where one already is changes nothing by itself, so it is followed here.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && link.getAttribute("href") === location.hash) setTimeout(reveal);
  });
  addEventListener("hashchange", reveal);
  addEventListener("beforeprint", () => all("details").forEach((details) => { details.open = true; }));
  reveal();
})();
