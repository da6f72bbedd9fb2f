"""The table of models, and what can be set."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from importlib.metadata import version
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import pytest

from ohm_core.errors import BadInput
from ohm_core.llm.gateway import Gateway
from ohm_core.llm.models import canonical, facts, litellm_name, models, provider, provider_of, providers
from ohm_core.llm.settings import Settings


def test_every_asked_for_provider_has_models_and_a_default_among_them() -> None:
    listed = {m.id for m in models()}
    assert len([m for m in models() if m.source]) >= 12
    for p in providers():
        if not p.needs:
            assert p.default in listed and any(m.provider == p.id for m in models())
    assert {"openai", "anthropic", "gemini", "mistral", "deepseek", "compatible", "ollama"} <= {m.provider for m in models()}


def test_every_fact_is_what_the_named_cost_map_says() -> None:
    """Read from the file of the installed package without importing it; another version may say other things, then the table is read anew."""
    spec = find_spec("litellm")
    assert spec and spec.submodule_search_locations
    told = json.loads((Path(spec.submodule_search_locations[0]) / "model_prices_and_context_window_backup.json").read_text(encoding="utf-8"))
    for m in models():
        if m.source:
            assert version("litellm") in m.source and isinstance(m.read, date)
            fact = told.get(m.id) or told[m.id.partition("/")[2]]
            assert (m.context_tokens, m.output_tokens) == (fact.get("max_input_tokens"), fact.get("max_output_tokens")), m.id
            assert (m.input_usd, m.output_usd) == pytest.approx((fact["input_cost_per_token"] * 1e6, fact["output_cost_per_token"] * 1e6)), m.id
            assert (m.vision, m.tools) == (fact.get("supports_vision"), fact.get("supports_function_calling")), m.id
            assert m.page == fact.get("source", "") and not (fact.get("deprecation_date") or "9") < "2027", m.id
            assert (m.dearer_above_tokens is not None) == any(k.startswith("input_cost_per_token_above_") and k.endswith("k_tokens") for k in fact), m.id


def test_what_nobody_states_is_unknown_and_without_a_source() -> None:
    own = facts("compatible/default")
    assert own and (own.context_tokens, own.input_usd, own.vision, own.tools, own.source, own.read) == (None, None, None, None, "", None)
    assert facts("ollama/llama3.1").vision is None  # type: ignore[union-attr]


def test_names_may_be_bare_or_by_another_name_of_the_provider() -> None:
    assert canonical("gpt-6-luna") == "openai/gpt-6-luna" and canonical("google/gemini-3.8-flash") == "gemini/gemini-3.8-flash"
    assert canonical("groq/some-model") == "groq/some-model" and provider_of("groq/some-model") == "groq" and provider_of("some-model") == ""
    assert litellm_name("compatible/a/b", provider("compatible")) == "openai/a/b" and litellm_name("ollama/llama3.1", provider("ollama")) == "ollama_chat/llama3.1"


def test_long_requests_cost_more_than_the_list_so_that_nothing_is_said_of_them() -> None:
    luna = facts("gpt-6-luna")
    assert luna and luna.cost_usd(1_000, 1_000) == pytest.approx(0.0006) and luna.cost_usd(300_000, 1) is None


def test_the_default_is_the_one_set_else_of_the_first_provider_with_a_key() -> None:
    assert Gateway(environ={}, secrets=()).default_model() == ""
    assert Gateway(environ={"MISTRAL_API_KEY": "m", "DEEPSEEK_API_KEY": "d"}, secrets=()).default_model() == "mistral/mistral-large-4"
    assert Gateway(environ={"OHM_MODEL": "groq/x"}, secrets=()).default_model() == "groq/x"


def test_settings_are_read_and_a_wrong_one_is_named() -> None:
    assert Settings.read({}) == Settings()
    assert Settings.read({"OHM_MODEL_FALLBACKS": "none"}).fallbacks == ()
    read = Settings.read({"OHM_MODEL_FALLBACKS": "a/b, c/d", "OHM_MODEL_SILENCE_S": "5"})
    assert (read.fallbacks, read.silence_s) == (("a/b", "c/d"), 5.0)
    for wrong in ("soon", "0", "-1", "nan", "inf"):
        with pytest.raises(BadInput, match="OHM_MODEL_SILENCE_S"):
            Settings.read({"OHM_MODEL_SILENCE_S": wrong})


def test_the_table_is_shipped_with_the_package() -> None:
    assert tomllib.loads((files("ohm_core.llm") / "models.toml").read_text(encoding="utf-8"))["model"]


def test_the_page_on_models_names_every_variable_and_its_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    page = (Path(__file__).parents[2] / "docs" / "models.md").read_text(encoding="utf-8")
    for p in providers():
        for name in (*p.keys, p.address):
            assert name in page or name in ("", "OLLAMA_API_KEY"), name
        assert p.needs or p.own or all(v in page for v in p.variables)
    exec(compile(page.split("```python\n")[1].split("```")[0], "docs/models.md", "exec"), {})
    assert "ToolAsk(id='call_read_file" in capsys.readouterr().out
