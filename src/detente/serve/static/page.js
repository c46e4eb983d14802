"use strict";
// The button for light and dark; parts of a page that take longer are fetched when it stands.
const root = document.documentElement;
const toggle = document.querySelector("[data-theme-toggle]");
const isDark = () =>
  root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
const tell = () => toggle.setAttribute("aria-pressed", String(isDark()));
if (toggle) {
  toggle.hidden = false;
  toggle.setAttribute("aria-label", "Dark theme");
  tell();
  toggle.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    try {
      localStorage.setItem("theme", root.dataset.theme);
    } catch {
      // Private windows keep nothing: the theme holds for this page.
    }
    tell();
  });
}
// Pairs of the watch list are marked where they stand in a table of the page.
const mark = (list) => {
  for (const one of list.querySelectorAll("li[data-pair]"))
    for (const place of document.querySelectorAll(`table a[data-pair="${CSS.escape(one.dataset.pair)}"]`)) {
      if (place.querySelector(".up")) continue;
      const sign = document.createElement("span");
      sign.className = "up";
      sign.setAttribute("aria-hidden", "true");
      sign.textContent = "▲";
      place.append(sign);
      const told = place.getAttribute("aria-label") || place.textContent.replace("▲", "").trim();
      place.setAttribute("aria-label", `${told}; ${one.dataset.mark}`);
      place.title = place.title ? `${place.title}; ${one.dataset.mark}` : one.dataset.mark;
    }
};
for (const part of document.querySelectorAll("[data-load]")) {
  part.setAttribute("aria-busy", "true");
  fetch(part.dataset.load, { headers: { Accept: "text/html" } })
    .then(async (answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      part.innerHTML = await answer.text(); // our own page: every text in it is escaped there
      document.querySelector(".months:has(+ [data-load])")?.remove();
      mark(part);
    })
    .catch(() => {
      const told = part.querySelector(".loading");
      if (told) told.textContent = "This part could not be loaded. Reload the page to try again.";
    })
    .finally(() => part.removeAttribute("aria-busy"));
}
const form = document.querySelector("form.paste");
if (form) {
  form.addEventListener("submit", () => {
    const button = form.querySelector("button");
    button.disabled = true;
    button.textContent = "Reading …";
  });
}
for (const form of document.querySelectorAll("form.filters, form.form:not(.paste), form.quick")) {
  form.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData]) {
      if (value !== "") continue;
      const kept = event.formData.getAll(name).filter((one) => one !== "");
      event.formData.delete(name); // short addresses: no empty filters
      for (const one of kept) event.formData.append(name, one);
    }
  });
}
