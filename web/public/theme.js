// Sets the theme before the first paint; src/app/theme.ts takes over from there and writes the same key.
(function () {
  var choice = "system";
  try {
    choice = localStorage.getItem("parlance.theme") || choice;
  } catch {
    // Storage may be switched off; the system's theme is right then.
  }
  var dark = choice === "dark" || (choice === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
