/** The console: calm, one column on a phone, menu at the side on a desk, black on white on paper. */
export const consoleCss = `
.top { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; align-items: center; justify-content: space-between; padding: 0.6rem 1rem; background: var(--main-dark); color: #fff; }
.top a { color: #fff; }
.top p { margin: 0; }
.top-name { font-weight: 700; }
.top-name a { text-decoration: none; font-size: 1.125rem; }
.top-ward { margin-left: 0.6rem; padding-left: 0.6rem; border-left: 1px solid #7fb0a8; font-weight: 400; }
.top-me { display: flex; gap: 1rem; align-items: center; }
.top-me a { display: inline-block; padding: 0.5rem 0; }
button.plain { border: 1px solid #b9d6d1; border-radius: 6px; background: transparent; color: #fff; padding: 0.4rem 0.8rem; min-height: 2.5rem; cursor: pointer; }
button.plain:hover { background: #0a5a53; }
.frame { max-width: 80rem; margin: 0 auto; padding: 0 1rem 2rem; }
main { min-width: 0; background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 1rem; margin-top: 1rem; }
main:focus { outline: none; box-shadow: none; }
h1 { font-size: 1.6rem; margin: 0.25rem 0 1rem; }
h2 { font-size: 1.2rem; margin: 1.75rem 0 0.75rem; }
p { margin: 0.5rem 0; max-width: 46rem; }
.quiet { color: var(--ink-soft); }
.quiet, .hint, footer { font-size: 0.9375rem; }
footer { max-width: 80rem; margin: 0 auto; padding: 0 1rem 2rem; color: var(--ink-soft); }
.menu { margin-top: 1rem; }
.menu summary { padding: 0.65rem 1rem; background: var(--paper); border: 1px solid var(--line-strong); border-radius: 8px; font-weight: 600; cursor: pointer; }
.menu ul { list-style: none; margin: 0.25rem 0 0; padding: 0; }
.menu-group { margin: 1rem 0.9rem 0; font-size: 0.875rem; font-weight: 600; color: var(--ink-soft); }
.menu li a { display: block; padding: 0.5rem 0.9rem; border-radius: 8px; text-decoration: none; color: var(--ink); }
.menu li a:hover { background: var(--main-soft); text-decoration: underline; }
.menu li a[aria-current] { background: var(--main); color: #fff; font-weight: 600; }
@media (min-width: 60rem) {
  .frame:has(nav > .menu) { display: grid; grid-template-columns: 14rem minmax(0, 1fr); gap: 1.5rem; align-items: start; }
  main { padding: 1.5rem 2rem; }
  @supports selector(::details-content) {
    .menu::details-content { content-visibility: visible; display: block; block-size: auto; }
    .menu summary { display: none; }
  }
}
.flash { border-left: 6px solid var(--good); background: var(--good-soft); padding: 0.6rem 1rem; margin-bottom: 1rem; }
.flash p { margin: 0; font-weight: 600; }
.faults { border: 3px solid var(--bad); border-radius: 6px; padding: 0.75rem 1rem; margin-bottom: 1.25rem; }
.faults h2 { margin: 0 0 0.5rem; font-size: 1.1rem; }
.faults ul { margin: 0; padding-left: 1.2rem; }
.faults a { color: var(--bad); font-weight: 600; }
.notice { border-left: 6px solid var(--line-strong); background: var(--ground); padding: 0.5rem 1rem; margin: 1rem 0; }
.notice-warn { border-color: var(--warn); background: var(--warn-soft); }
.notice-bad { border-color: var(--bad); background: var(--bad-soft); }
.notice-good { border-color: var(--good); background: var(--good-soft); }
form { margin: 0; }
form.inline { display: inline-block; margin: 0 0.5rem 0.5rem 0; }
form:not(.inline) + form.inline { margin-top: 1.25rem; }
.top form.inline { margin: 0; }
form.ask { display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: end; margin-bottom: 1rem; padding: 0.25rem 1rem 0.75rem; background: var(--ground); border-radius: 8px; }
form.ask .field { flex: 1 1 11rem; margin: 0.5rem 0 0; }
form.ask button { margin-top: 0.75rem; }
.field { margin: 0 0 1.25rem; max-width: 34rem; border: 0; padding: 0; min-width: 0; }
.field.faulty { border-left: 5px solid var(--bad); padding-left: 0.9rem; }
.field > label, legend { display: block; font-weight: 600; margin-bottom: 0.25rem; padding: 0; }
.part > legend { font-size: 1.15rem; margin: 0.5rem 0; }
.optional { font-weight: 400; color: var(--ink-soft); }
.hint { display: block; margin: 0 0 0.35rem; color: var(--ink-soft); font-weight: 400; }
.fault { margin: 0 0 0.35rem; color: var(--bad); font-weight: 600; }
input:not([type=checkbox]):not([type=hidden]), select, textarea { width: 100%; min-height: 2.75rem; padding: 0.45rem 0.65rem; border: 2px solid var(--line-strong); border-radius: 6px; background: var(--paper); }
input.short { max-width: 11rem; }
.faulty input, .faulty select, .faulty textarea { border-color: var(--bad); }
.box { display: flex; gap: 0.65rem; align-items: flex-start; padding: 0.35rem 0; }
.box input { width: 1.5rem; height: 1.5rem; flex: none; margin: 0.05rem 0 0; accent-color: var(--main); }
.box label { font-weight: 400; }
.many { columns: 8rem auto; column-gap: 0.75rem; }
.many > * { break-inside: avoid; }
.many .box { gap: 0.4rem; }
.many label { font-size: 0.9375rem; }
ul.many { list-style: none; padding: 0; max-width: 46rem; }
ul.many a { display: inline-block; padding: 0.35rem 0; }
button.main, button.second, button.bad, a.button { display: inline-block; min-height: 2.75rem; padding: 0.55rem 1.1rem; border-radius: 8px; border: 2px solid var(--main); background: var(--main); color: #fff; font-weight: 600; text-decoration: none; cursor: pointer; }
td button { white-space: nowrap; }
button.main:hover, a.button:hover { background: var(--main-dark); border-color: var(--main-dark); }
button.second { background: var(--paper); color: var(--main); }
button.second:hover { background: var(--main-soft); }
button.bad { background: var(--bad); border-color: var(--bad); }
button.bad:hover { background: #7d1711; border-color: #7d1711; }
.careful { margin: 0.75rem 0; }
.careful summary { display: inline-block; padding: 0.5rem 0; color: var(--bad); text-decoration: underline; cursor: pointer; }
.careful > div { border-left: 4px solid var(--bad); padding: 0.25rem 0 0.25rem 1rem; }
.tag { display: inline-block; padding: 0.1rem 0.55rem; border-radius: 5px; font-weight: 600; font-size: 0.9375rem; background: #e6eae8; color: #2b3734; }
.tag-good { background: var(--good-soft); color: var(--good); }
.tag-warn { background: var(--warn-soft); color: var(--warn); }
.tag-bad { background: var(--bad-soft); color: var(--bad); }
.facts { margin: 1rem 0; }
.facts > div { padding: 0.5rem 0; border-bottom: 1px solid var(--line); }
.facts dt { font-weight: 600; }
.facts dd { margin: 0; }
@media (min-width: 40rem) { .facts > div { display: grid; grid-template-columns: 14rem 1fr; gap: 1rem; } }
table { width: 100%; border-collapse: collapse; margin: 0.75rem 0 1.25rem; }
caption { text-align: left; font-weight: 700; padding: 0.5rem 0; }
th, td { text-align: left; vertical-align: top; padding: 0.6rem 0.75rem 0.6rem 0; border-bottom: 1px solid var(--line); }
thead th { font-weight: 600; border-bottom: 2px solid var(--line-strong); }
tbody th { font-weight: 600; }
td ul { margin: 0; padding-left: 1.1rem; }
tbody th .quiet { font-weight: 400; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.empty { padding: 1rem; background: var(--ground); border-radius: 8px; }
@media (max-width: 47.99rem) {
  table, caption, tbody, tr, tbody td, tbody th { display: block; width: 100%; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tbody tr { border: 1px solid var(--line); border-radius: 8px; padding: 0.4rem 0.9rem; margin-bottom: 0.75rem; }
  tbody th { border: 0; padding: 0.3rem 0; }
  tbody td { display: flow-root; border: 0; padding: 0.3rem 0 0.3rem 7.5rem; }
  tbody td.number { text-align: left; }
  td button { white-space: normal; }
  tbody td::before { content: attr(data-label); float: left; width: 7rem; margin-left: -7.5rem; font-size: 0.875rem; line-height: 1.4; color: var(--ink-soft); }
}
.tabs ul { list-style: none; margin: 0 0 1rem; padding: 0; display: flex; flex-wrap: wrap; gap: 0.25rem 0.5rem; }
.tabs a { display: block; padding: 0.5rem 0.8rem; border: 1px solid var(--line-strong); border-radius: 8px; text-decoration: none; }
.tabs a[aria-current] { background: var(--main); border-color: var(--main); color: #fff; font-weight: 600; }
.more { flex: 1 1 100%; margin-top: 0.5rem; }
.more > summary { padding: 0.5rem 0; cursor: pointer; }
.ask-more, .columns { display: flex; flex-wrap: wrap; gap: 0 1rem; }
.ask-more .field, .columns .field { flex: 1 1 14rem; }
.standing { display: flex; flex-wrap: wrap; gap: 0.4rem 0.75rem; align-items: center; }
.words { margin: 0.75rem 0; padding: 0.6rem 1rem; max-width: 46rem; background: var(--ground); border-left: 5px solid var(--main); border-radius: 4px; white-space: pre-wrap; overflow-wrap: anywhere; }
.photos { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.75rem; }
.photos img { display: block; width: 11rem; height: 8.25rem; object-fit: cover; border: 1px solid var(--line-strong); border-radius: 6px; margin-bottom: 0.4rem; }
.act { border-top: 1px solid var(--line); max-width: 46rem; }
.act summary { padding: 0.7rem 0; font-weight: 600; color: var(--main); cursor: pointer; }
.act > div { padding: 0.25rem 0 1.25rem; }
form + .act { margin-top: 1.5rem; }
.answer { border: 1px solid var(--line); border-radius: 8px; padding: 0.5rem 1rem; margin-bottom: 0.75rem; max-width: 48rem; }
.history { list-style: none; padding: 0; max-width: 46rem; }
.history li { border-left: 3px solid var(--line-strong); padding: 0.25rem 0 0.25rem 1rem; margin-bottom: 0.6rem; }
.history li.internal { border-color: var(--warn); background: var(--warn-soft); }
.history p { margin: 0.1rem 0; overflow-wrap: anywhere; }
.history .detail { white-space: pre-wrap; }
.history .who { font-size: 0.9375rem; color: var(--ink-soft); }
.pager { display: flex; gap: 1.5rem; }
.pager a { display: inline-block; padding: 0.6rem 0; }
.waits { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: 0.75rem; }
.waits li { border: 1px solid var(--line); border-radius: 8px; padding: 0.8rem 1rem; }
.waits > li > strong { display: block; font-size: 1.75rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.chat { list-style: none; padding: 0; margin: 1rem 0; max-width: 46rem; }
.chat li { padding: 0.55rem 0.9rem; border-radius: 10px; margin: 0 0 0.6rem; width: fit-content; max-width: 90%; }
.chat .citizen { background: #eceff6; border-bottom-left-radius: 2px; }
.chat .ward { background: var(--main-soft); margin-left: auto; border-bottom-right-radius: 2px; }
.chat p { margin: 0.15rem 0; white-space: pre-wrap; }
.chat .who { font-size: 0.875rem; color: var(--ink-soft); }
.once { font-size: 1.5rem; font-weight: 700; letter-spacing: 0.06em; font-variant-numeric: tabular-nums; background: var(--ground); border: 2px dashed var(--line-strong); border-radius: 8px; padding: 0.75rem 1rem; width: fit-content; max-width: 100%; user-select: all; }
.qr { display: block; width: 14rem; height: auto; max-width: 100%; image-rendering: pixelated; }
progress { width: 100%; max-width: 30rem; height: 1.25rem; accent-color: var(--main); }
@media print {
  .top-me, nav, .skip-link, form, a.button, .careful, .flash, footer { display: none !important; }
  body, main { background: #fff; color: #000; border: 0; padding: 0; margin: 0; }
  .frame { display: block !important; padding: 0; max-width: none; }
  .top { background: none; color: #000; padding: 0 0 0.5rem; border-bottom: 1px solid #000; }
  .top a { color: #000; }
  a { color: #000; text-decoration: none; }
  tr, .chat li, .facts > div { break-inside: avoid; }
  .more::details-content { content-visibility: visible; display: block; block-size: auto; }
}
@media (forced-colors: active) { .tag, main, .notice, .flash { border: 1px solid; } }
.choices { list-style: none; padding: 0; }
.choices li { padding: 0.6rem 0; border-bottom: 1px solid var(--line); }
.bubble-preview { white-space: pre-wrap; overflow-wrap: anywhere; max-width: 28rem; background: var(--main-soft); border-radius: 12px; padding: 0.7rem 0.9rem; margin: 0.4rem 0; }
.whole { white-space: nowrap; }
code.wrap, pre.command { overflow-wrap: anywhere; white-space: pre-wrap; }
pre.command { background: var(--ground); padding: 0.7rem 0.9rem; border-radius: 6px; font-size: 0.875rem; }
progress { width: 100%; height: 1.2rem; accent-color: var(--main); }
table.month { table-layout: fixed; }
table.month td { vertical-align: top; border: 1px solid var(--line); padding: 0.35rem; overflow-wrap: anywhere; }
table.month .day-head { display: flex; gap: 0.4rem; justify-content: space-between; font-weight: 600; }
table.month .lunar { font-weight: 400; font-size: 0.8125rem; color: var(--ink-soft); }
table.month .day-off .day-head time, .holiday { color: var(--bad); }
.holiday { font-size: 0.8125rem; }
table.month .other-month { background: var(--ground); }
table.month .entry { margin-top: 0.35rem; font-size: 0.875rem; border-left: 3px solid var(--main); padding-left: 0.35rem; }
table.month td[aria-current] { outline: 3px solid var(--main); outline-offset: -3px; }
table.month .weekday-name { display: none; }
@media (max-width: 47.99rem) {
  table.month .no-entry { display: none; }
  table.month .weekday-name { display: inline; flex: 1; font-weight: 400; }
  table.month td { padding: 0.4rem; }
  table.month td::before { content: none; }
  table.month tr:not(:has(td:not(.no-entry))) { display: none; }
}
`
