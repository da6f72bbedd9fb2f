"""The style of every page. Streamlit's own names used here are held by tests/browser/test_canary.py."""

from __future__ import annotations

import streamlit as st

from ohm_core.render.palette import theme_of
from panels.state import theme

CSS = """
:root { --dock: min(46vw, 760px); --bar: 52px; --mono: "Source Code Pro", ui-monospace, monospace; }
[data-testid=stMainBlockContainer] { max-width: none; padding-left: 1.5rem; padding-right: calc(var(--bar) + 1.5rem); }
[data-testid=stHeader] { border-bottom: 1px solid var(--line); }
body:has(.st-key-dock) [data-testid=stMainBlockContainer] { padding-right: calc(var(--dock) + var(--bar) + 1.5rem); }
body:has(.st-key-chat) [data-testid=stBottom] { left: 0; width: auto; right: var(--bar); position: fixed; bottom: 0; background: linear-gradient(transparent, var(--paper) 24%); }
body:has(.st-key-dock) [data-testid=stBottom] { right: calc(var(--dock) + var(--bar)); }
[data-testid=stBottom] > div { background: transparent; }
[data-testid=stBottomBlockContainer] { max-width: 768px; padding: 1rem 1.5rem 1.25rem; }
[data-testid=stChatInput] { border-radius: .5rem; box-shadow: 0 1px 6px rgb(20 24 31 / .07); }

.st-key-topbar { position: fixed; top: 0; left: 29.5rem; right: 4rem; height: 3.75rem; width: auto !important; flex-wrap: nowrap; z-index: 999991; pointer-events: none; }
.st-key-topbar > * { pointer-events: auto; flex: 0 0 auto; } .st-key-topbar > [data-testid=stElementContainer]:has(.ohm-mission) { flex: 1 1 0 !important; min-width: 0 !important; width: 0 !important; }
.st-key-topbar .ohm-mission { justify-content: center; }
.st-key-empty { max-width: 860px; margin: 6vh auto 0; } .st-key-empty h2 { text-align: center; text-wrap: balance; margin-bottom: 1rem; }
.st-key-chat { max-width: 720px; margin: 0 auto; padding-bottom: 6rem; }
.st-key-chat [data-testid=stChatMessage] { background: transparent; padding: .25rem 0; gap: .75rem; }
.st-key-chat [data-testid=stChatMessage] [data-testid=stChatMessageContent] { font-size: 1rem; line-height: 1.55; }
[class*=st-key-answer-] p, [class*=st-key-live] p { margin-bottom: .5rem; } [class*=st-key-answer-] ul, [class*=st-key-live] ul { margin: 0 0 .75rem; padding-left: 1.25rem; } [class*=st-key-answer-] li, [class*=st-key-live] li { margin: 0 0 .2rem; padding: 0; }
[class*=st-key-said-] [data-testid=stChatMessageContent] { background: var(--shade); border-radius: .75rem; padding: .625rem 1rem; }
[class*=st-key-chips-] button { border-radius: 1rem; min-height: 1.75rem; padding: 0 .75rem; font-size: .8125rem; border-color: var(--line); background: transparent; }
[class*=st-key-chips-] button:hover { border-color: var(--accent); }

.st-key-dock { position: fixed; top: 3.75rem; right: var(--bar); bottom: 0; width: var(--dock); box-sizing: border-box; padding: .25rem 1.25rem 2rem; background: var(--paper); border-left: 1px solid var(--line); overflow: hidden auto; z-index: 50; flex-wrap: nowrap; }
.st-key-dock > div { flex-shrink: 0; }
.st-key-bar { position: fixed; top: 3.75rem; right: 0; bottom: 0; width: var(--bar); padding: .75rem 0; align-items: center; background: var(--shade); border-left: 1px solid var(--line); z-index: 51; gap: .25rem; }
.st-key-bar button { width: 40px; height: 40px; min-height: 40px; padding: 0; border: 0; background: transparent; border-radius: .5rem; }
.st-key-bar button:hover { background: color-mix(in srgb, var(--accent) 12%, transparent); }
.st-key-bar button[kind=primary] { color: var(--accent); background: color-mix(in srgb, var(--accent) 14%, transparent); }
.st-key-projects button { min-height: 1.75rem; justify-content: flex-start; }
.st-key-dockhead h3 { padding: 0; }
.st-key-dockhead { padding: .5rem 0 .4rem; background: var(--paper); z-index: 5; border-bottom: 1px solid var(--line); }
.st-key-fit img { max-height: max(300px, calc(100vh - 24rem)); object-fit: contain; }
.st-key-dock :has(> .st-key-walkbox) { position: sticky; bottom: -2rem; z-index: 4; } .st-key-walkbox { padding: .5rem 0 1rem; background: var(--paper); border-top: 1px solid var(--line); } .st-key-walkbox [data-testid=stMarkdown] { max-height: 9.5rem; overflow-y: auto; }
.st-key-grip { position: fixed; right: calc(var(--dock) + var(--bar) - 4px); top: 3.75rem; bottom: 0; width: 7px !important; z-index: 52; } .st-key-dock > :has(> .st-key-grip) { position: absolute; }

.ohm-mission { display: flex; flex-wrap: wrap; gap: 2px 16px; font-size: .8125rem; line-height: 1.4; align-items: center; }
.ohm-mission span { white-space: nowrap; color: var(--soft); }
.ohm-mission span.done { color: var(--ink); }
.ohm-mission i { font-style: normal; color: var(--accent); margin-left: 5px; }
.ohm-steps { display: flex; flex-wrap: wrap; gap: 2px 14px; font-size: .8125rem; color: var(--soft); }
.st-key-who { position: fixed; bottom: .35rem; left: 0; right: var(--bar); width: auto !important; z-index: 110; pointer-events: none; } .st-key-who > div { max-width: 720px; width: 100%; margin: 0 auto; pointer-events: none; }
.st-key-who button { pointer-events: auto; min-height: 1.5rem; padding: 0 .25rem; color: var(--soft); } .st-key-who button p { font-size: .8125rem; } body:has(.st-key-dock) .st-key-who { right: calc(var(--dock) + var(--bar)); }
body:has(.st-key-who) [data-testid=stBottomBlockContainer] { padding-bottom: 2.25rem; }
.st-key-settings, .st-key-health { max-width: 860px; margin: 0 auto; } .ohm-model { font-weight: 400; margin-left: .5rem; }
.ohm-agent { font-size: .8125rem; font-weight: 600; color: var(--soft); }
[class*=st-key-idea-] { border: 1px solid var(--line); border-radius: .75rem; padding: 1rem; background: var(--paper); transition: border-color .15s; }
[class*=st-key-idea-]:hover { border-color: var(--accent); }
[class*=st-key-idea-] button { text-align: left; padding: 0; border: 0; min-height: 0; background: transparent; }
[class*=st-key-look-] button { justify-content: flex-start; text-align: left; padding: .25rem 0; border: 0; } [class*=st-key-look-] button > div { width: 100%; justify-content: flex-start; } [class*=st-key-look-] button p { text-align: left; }
.st-key-finding_open { border-left: 2px solid var(--accent); padding: 0 0 .5rem 1rem; }
[class*=st-key-tree-] button[kind=primary] { background: color-mix(in srgb, var(--accent) 14%, transparent); color: var(--ink); font-weight: 600; }
[class*=st-key-tree-] button { justify-content: flex-start; padding: .125rem .5rem; min-height: 1.75rem; border: 0; font-family: var(--mono); font-size: .8rem; width: 100%; }
.st-key-stop { position: fixed; bottom: 6.4rem; left: 0; right: var(--bar); width: auto !important; z-index: 120; pointer-events: none; }
.st-key-stop > div { margin: 0 auto; } .st-key-stop button { pointer-events: auto; background: var(--paper); }
body:has(.st-key-dock) .st-key-stop { right: calc(var(--dock) + var(--bar)); }

@media (max-width: 1180px) {
  .st-key-topbar .ohm-mission { position: fixed; top: 3.75rem; left: 0; right: 0; padding: 5px 1rem; background: var(--paper); border-bottom: 1px solid var(--line); flex-wrap: nowrap; overflow-x: auto; justify-content: flex-start; scrollbar-width: none; }
  .st-key-dock, .st-key-bar, .st-key-grip { top: calc(3.75rem + 30px); } .st-key-chat { padding-top: 1.5rem; }
}
@media (max-width: 900px) {
  .st-key-topbar { left: 5.5rem; right: .5rem; gap: .25rem; } .st-key-lock p, .st-key-share p, .st-key-whole p { display: none; }
  .st-key-chat { padding-top: 2rem; }
  .st-key-empty { margin-top: 1rem; }
  :root { --bar: 0px; }
  [data-testid=stMainBlockContainer], body:has(.st-key-dock) [data-testid=stMainBlockContainer] { padding: 3.9rem 1rem 2rem; }
  body:has(.st-key-chat) [data-testid=stBottom] { right: 0; bottom: 52px; } body:has(.st-key-dock) [data-testid=stBottom] { display: none; }
  .st-key-fit img { max-height: 38vh; } [data-testid=stColumn]:has(.st-key-part_shown) { order: -1; }
  [class*=st-key-tree-files-] { flex-direction: row; flex-wrap: nowrap; overflow-x: auto; } [class*=st-key-tree-files-] > * { flex: 0 0 auto; width: auto !important; }
  [data-testid=stBottomBlockContainer] { padding: .5rem 1rem; }
  .st-key-chat { padding-bottom: 8rem; }
  .st-key-bar { top: auto; left: 0; right: 0; width: auto; height: 52px; padding: 0 .5rem; flex-direction: row; justify-content: space-around; border-left: 0; border-top: 1px solid var(--line); }
  .st-key-dock { top: auto; left: 0; right: 0; width: auto; bottom: 52px; height: min(76vh, 680px); border-left: 0; border-top: 1px solid var(--line); border-radius: 1rem 1rem 0 0; box-shadow: 0 -8px 32px rgb(20 24 31 / .18); z-index: 70; padding: .75rem 1rem 1.5rem; }
  .st-key-stop { bottom: 10rem; } .st-key-who { right: 0; bottom: 54px; padding: 0 1rem; } body:has(.st-key-dock) .st-key-who { display: none; }
  .ohm-mission { gap: 0 10px; font-size: .75rem; }
  .st-key-grip { display: none; }
}
@media print { [data-testid=stHeader], .st-key-bar, [data-testid=stBottom], .st-key-topbar { display: none; } .st-key-dock { position: static; width: auto; } }
@media (prefers-reduced-motion: reduce) { * { transition: none !important; animation: none !important; } }
"""


def apply() -> None:
    """Puts the style on the page, in the colours of the theme it is shown in."""
    now = theme_of(theme())
    shade = "#F3F0E8" if now.name == "light" else "#1D232D"
    colors = f":root {{ --paper: {now.paper}; --ink: {now.ink}; --soft: {now.soft}; --line: {now.line}; --shade: {shade}; --accent: {now.accent}; }}"
    st.html(f"<style>{colors}{CSS}</style>")
