/** Shared by chat, board and console: the font, the colours, what is the same everywhere. Contrasts meet WCAG 2.2 AA. */
export const baseCss = `
:root {
  --ink: #1c2624;
  --ink-soft: #4a5754;
  --paper: #ffffff;
  --ground: #f4f6f3;
  --line: #cfd6d2;
  --line-strong: #6b7875;
  --main: #0a5a53;
  --main-dark: #063f3a;
  --main-soft: #e3f0ed;
  --warn: #8a4b00;
  --warn-soft: #fdf1dc;
  --bad: #a32018;
  --bad-soft: #fbe9e7;
  --good: #14632f;
  --good-soft: #e4f3e8;
  --focus: #ffbf47;
  --font: 'Be Vietnam Pro', system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif;
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0;
  font-family: var(--font);
  font-size: 1rem;
  line-height: 1.55;
  color: var(--ink);
  background: var(--ground);
  overflow-wrap: break-word;
}
h1, h2, h3 { line-height: 1.25; font-weight: 700; text-wrap: balance; }
a { color: var(--main); text-underline-offset: 0.15em; }
a:hover { text-decoration-thickness: 2px; }
button, input, select, textarea { font: inherit; color: inherit; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 0; box-shadow: 0 0 0 5px var(--ink); }
.skip-link { position: absolute; left: -999em; }
.skip-link:focus { left: 0.5rem; top: 0.5rem; z-index: 10; padding: 0.75rem 1rem; background: var(--focus); color: var(--ink); }
.visually-hidden {
  position: absolute; width: 1px; height: 1px; margin: -1px; padding: 0;
  overflow: hidden; clip-path: inset(50%); white-space: nowrap; border: 0;
}
@media (prefers-reduced-motion: reduce) {
  *, *::before, *::after { animation: none !important; transition: none !important; scroll-behavior: auto !important; }
}
`
