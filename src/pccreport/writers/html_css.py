"""The CSS of a page: light, dark, on paper and in forced colours.

Deletions are struck through and insertions are underlined, whatever the colours.
"""

from __future__ import annotations

from string import Template

from pccreport.house.appearance import Appearance


def style(look: Appearance) -> str:
    """Return the CSS with the font, size and colours of a house format.

    Dark mode has fixed colours: those of a house format are for a white page.
    """
    size, colours = f"{look.scale * 100:g}%", look.colours._asdict()
    return _STYLE.substitute(font=look.font, size=size, **colours)


_STYLE = Template("""
:root {
  color-scheme: light dark;
  --text: #1b1d1f; --page: #ffffff; --soft: #$shading; --quiet: #$notes;
  --line: #$lines; --link: #$links; --head: #$headings;
  --come: #0b4d26; --come-page: #e2f4e8; --gone: #8a1410; --gone-page: #fdeae8;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #e9eaeb; --page: #17191b; --soft: #24272a; --quiet: #b9bfc4;
    --line: #7d848a; --link: #9bcbff; --head: #e9eaeb;
    --come: #b4ecc6; --come-page: #12361f; --gone: #ffc2ba; --gone-page: #4a1713;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; font-size: $size; }
body {
  margin: 0 auto; padding: 1rem; max-width: 50rem; overflow-wrap: anywhere;
  color: var(--text); background: var(--page);
  font: 1rem/1.55 "$font", Arial, system-ui, sans-serif;
}
h1, h2, h3, h4 { line-height: 1.25; color: var(--head); }
h1 { font-size: 1.8rem; margin: .5rem 0; }
h2 { font-size: 1.4rem; margin: 2.5rem 0 .75rem; }
h3 { font-size: 1.2rem; margin: 1.75rem 0 .5rem; padding-top: .5rem; border-top: .1rem solid var(--head); }
h4 { font-size: 1.05rem; margin: 1.25rem 0 .5rem; }
h5, h6 { font-size: 1rem; margin: 1rem 0 .5rem; color: var(--quiet); }
a { color: var(--link); }
nav ul { list-style: none; padding: 0; }
nav a { display: inline-block; padding: .3rem 0; }
a:focus-visible, .scroll:focus-visible, main:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
main:focus { outline: none; }
.skip { position: absolute; left: -100vw; padding: .5rem 1rem; background: var(--page); }
.skip:focus { position: static; display: inline-block; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.scroll { overflow-x: auto; margin: .75rem 0; }
table { border-collapse: collapse; width: 100%; overflow-wrap: normal; }
caption { text-align: left; font-weight: bold; padding-bottom: .4rem; }
th, td { border: 1px solid var(--line); padding: .4rem .6rem; text-align: left; vertical-align: top; }
th { background: var(--soft); }
tbody th { font-weight: normal; min-width: 11rem; }
td { min-width: 5rem; }
.figure, .figure-heading { text-align: right; }
.figure { white-space: nowrap; }
ul, ol { padding-left: 1.4rem; }
ul.change, ol { list-style: none; padding: 0; }
ul.change ul.change { margin-left: 1rem; }
ul.change > li { margin: .75rem 0; padding-left: .75rem; border-left: .2rem solid var(--line); }
p { margin: .35rem 0; }
.text, .lead-in, .closing { margin: .75rem 0; }
.body-name, .plan-title { font-weight: bold; }
.label-words, .field { font-weight: bold; }
.front-matter { margin: .2rem 0; }
.note, .caveat { font-style: italic; }
.sign-off { font-weight: bold; margin-top: 2rem; }
.added, .revised, .withdrawn, .moved, .continued { font-weight: bold; margin-right: .4rem; }
.place, .remark { color: var(--quiet); font-size: .9rem; }
.banner { font-weight: bold; padding: .5rem .75rem; border: 1px solid var(--line); background: var(--soft); }
.comment { margin: .5rem 0; padding: .25rem .75rem; border-left: .2rem solid var(--link); background: var(--soft); font-size: .9rem; }
ins { color: var(--come); background: var(--come-page); text-decoration: underline; text-decoration-thickness: .12em; }
del { color: var(--gone); background: var(--gone-page); text-decoration: line-through; text-decoration-thickness: .12em; }
del + ins { margin-left: .25em; }
@media print {
  :root {
    --text: #000000; --page: #ffffff; --soft: #ffffff; --quiet: #333333; --line: #555555;
    --head: #000000;
    --come: #000000; --come-page: #ffffff; --gone: #000000; --gone-page: #ffffff;
  }
  body { max-width: none; padding: 0; }
  nav, .skip { display: none; }
  .scroll { overflow: visible; }
  h2, h3, h4, h5, h6 { break-after: avoid; }
  li, tr { break-inside: avoid; }
  li:last-child { break-before: avoid; }
}
""")

STYLE_OF_MADE_ROLES = """
ol.numbered-point, .numbered-point-2 { padding-left: 1.4rem; }
ul.contents-line { list-style: none; padding: 0; }
.glossary-line { padding-left: 1.4rem; text-indent: -1.4rem; }
"""
"""CSS of numbered paragraphs, contents and a glossary, which few reports have."""
