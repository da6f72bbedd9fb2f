"""Without a key litellm is never imported; with one it loads in the background."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

WITHOUT = """
import sys
from ohm_core.errors import ProviderDown
from ohm_core.llm.gateway import Gateway
from ohm_core.llm.values import Request, Said
gateway = Gateway()
gateway.warm()
assert not gateway.ready() and gateway.default_model() == "" and all(s.total == 0 for s in gateway.providers())
for model in ("", "openai/gpt-6-luna", "gpt-6-luna", "ollama/llama3.1", "compatible/default", "groq/x", "never-heard-of"):
    try:
        list(gateway.stream(Request(model, (Said("user", "hello"),)), lambda: False))
    except ProviderDown as error:
        print(error.kind, "|", error.message)
    else:
        raise AssertionError(model)
assert gateway.embedding_model("") == gateway.embedding_model("openai/gpt-6-luna") == "" and not gateway.embed("openai/text-embedding-3-small", ["a"], lambda: False).vectors
import threading
assert threading.active_count() == 1
assert not [m for m in sys.modules if m.partition(".")[0] in ("litellm", "openai", "mcp", "httpx", "pydantic")]
"""
WITH = """
import sys, time
from ohm_core.llm.gateway import Gateway
begun = time.monotonic()
Gateway().warm()
took = time.monotonic() - begun
from ohm_core.llm.litellm_door import wanted
wanted().result()
loaded = time.monotonic() - begun
assert "litellm" in sys.modules
assert took < loaded / 4, (took, loaded)
import os
assert os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] == "True" and "FROM_DOT_ENV" not in os.environ
"""


def run(code: str, folder: Path, **more: str) -> str:
    kept = {k: v for k, v in os.environ.items() if not k.endswith(("_API_KEY", "_API_BASE")) and not k.startswith(("OHM_KEYS_", "OHM_MODEL", "OHM_EMBEDDING", "OHM_OPENAI", "AWS_", "LITELLM"))}
    environ = {**kept, "HOME": str(folder), "PYTHONPATH": str(Path(__file__).parents[2]), **more}
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, env=environ, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert "sk-test" not in done.stdout + done.stderr
    return done.stdout


def test_without_a_key_nothing_is_loaded_and_every_model_says_what_to_set(tmp_path: Path) -> None:
    lines = run(WITHOUT, tmp_path).splitlines()
    assert len(lines) == 7 and all(line.startswith("no_key | ") for line in lines)
    assert "OPENAI_API_KEY" in lines[1] and "OLLAMA_API_BASE" in lines[3] and "OHM_OPENAI_BASE" in lines[4] and "GROQ_API_KEY" in lines[5]


def test_with_a_key_in_streamlits_secrets_it_loads_behind_the_scenes_and_reads_no_dotenv(tmp_path: Path) -> None:
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "secrets.toml").write_text('OPENAI_API_KEY = "sk-test-secret"\n')
    (tmp_path / ".env").write_text("FROM_DOT_ENV=1\n")
    run(WITH, tmp_path)
