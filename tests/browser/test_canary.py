"""Every private name of Streamlit that OHM leans on, so that a new release that drops one fails here and not on a person."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import ROOT
from tests.browser.test_dashboard import IDEA, answered, say

STYLE = (ROOT / "pages" / "panels" / "style.py").read_text(encoding="utf-8")


def test_the_private_names_in_python_are_there():
    import streamlit as st
    from streamlit import config
    from streamlit.web.server.starlette.starlette_server import _get_uvicorn_config_kwargs

    assert callable(_get_uvicorn_config_kwargs) and st.__version__ == "1.67.0"
    assert callable(st.components.v2.component) and callable(config.set_option) and callable(config.get_config_options)


def test_every_option_of_our_settings_is_known():
    import tomllib

    from streamlit import config

    from ohm_core.server.run import flat

    names = [name for name, _ in flat(tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")))]
    assert [n for n in names if n not in config._config_options_template] == []


def test_every_name_our_style_uses_is_on_the_page(served, page):
    page.goto(served.address)
    say(page, IDEA)
    answered(page)
    seen = {name for name in re.findall(r"data-testid=(\w+)", STYLE) if page.locator(f"[data-testid={name}]").count()}
    for name in ("topbar", "chat", "dock", "bar", "dockhead", "grip"):
        expect(page.locator(f".st-key-{name}")).to_have_count(1)
    width = page.locator(".st-key-dock").bounding_box()["width"]
    assert page.locator(".st-key-bar").bounding_box()["width"] == 52
    page.goto(f"{served.address}/parts")
    expect(page.locator(".st-key-tree-parts")).to_be_visible()
    seen |= {name for name in re.findall(r"data-testid=(\w+)", STYLE) if page.locator(f"[data-testid={name}]").count()}
    assert sorted(set(re.findall(r"data-testid=(\w+)", STYLE)) - seen) == [], "Streamlit no longer has these"
    assert 300 < width < 900
