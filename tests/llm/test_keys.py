"""Keys: where they come from, that the one in use is always a healthy one, and that nobody sees them."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ohm_core.errors import BadInput
from ohm_core.llm.health import LONGEST_REST, OUT, KeyHealth, Kind, after_failure, pick, soonest
from ohm_core.llm.keys import HIDDEN, Key, read_keys, read_secrets, scrub
from ohm_core.llm.ring import Ring

KINDS: st.SearchStrategy[Kind] = st.sampled_from(("bad_key", "quota", "rate", "timeout", "unreachable", "refused"))
HEALTH = st.builds(KeyHealth, st.booleans(), st.floats(0, 200), st.integers(0, 20))
SECRET = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-", min_size=20, max_size=60)


def texts(environ: dict[str, str], secrets: dict[str, object] | None = None) -> dict[str, list[str]]:
    return {id: [k.reveal() for k in keys] for id, keys in read_keys(environ, secrets or {}).items()}


@given(st.lists(HEALTH, max_size=8), st.floats(0, 200), st.integers(0, 20))
def test_the_key_picked_is_healthy_and_one_is_picked_whenever_there_is_one(keys: list[KeyHealth], now: float, first: int) -> None:
    at = pick(keys, now, first)
    if at is None:
        assert not any(k.healthy(now) for k in keys)
    else:
        assert keys[at].healthy(now)
        start = first % len(keys)
        between = [keys[(start + n) % len(keys)] for n in range((at - start) % len(keys))]
        assert not any(k.healthy(now) for k in between), "the first healthy one from there on"


@given(HEALTH, KINDS, st.floats(0, 200), st.none() | st.floats(0, 500))
def test_after_a_failure_a_key_is_out_or_rests(health: KeyHealth, kind: Kind, now: float, retry_after: float | None) -> None:
    after = after_failure(health, kind, now, retry_after)
    if kind in OUT:
        assert after.out and soonest([after], now) is None
    else:
        assert after.out == health.out and after.until >= now + (retry_after or 0)
        assert retry_after is not None or after.until <= max(health.until, now + LONGEST_REST)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@given(st.lists(st.tuples(KINDS, st.none() | st.floats(0, 30), st.floats(0, 20)), max_size=30))
def test_through_any_row_of_failures_the_ring_gives_only_healthy_keys(story: list[tuple[Kind, float | None, float]]) -> None:
    clock = Clock()
    ring = Ring({"OHM_KEYS_OPENAI": "aaaa,bbbb,cccc"}, (), clock).refresh()
    out: set[int] = set()
    resting: dict[int, float] = {}
    fails = [0, 0, 0]
    for kind, retry_after, passes in story:
        key = ring.pick("openai")
        healthy = {i for i in range(3) if i not in out and resting.get(i, 0.0) <= clock.now}
        assert (key.index if key else None) in (healthy or {None})
        assert ring.healthy("openai") == len(healthy)
        if key:
            ring.failed(key, kind, retry_after)
            if kind in OUT:
                out.add(key.index)
            else:
                fails[key.index] += 1
                rest = retry_after if retry_after is not None else min(60.0, 2.0 ** (fails[key.index] - 1))
                resting[key.index] = max(resting.get(key.index, 0.0), clock.now + rest)
        clock.now += passes


def test_several_keys_come_first_then_the_usual_variable_without_doubles() -> None:
    assert texts({"OHM_KEYS_OPENAI": "k1, k2,,k1", "OPENAI_API_KEY": "k2", "MISTRAL_API_KEY": "m"}) == {"openai": ["k1", "k2"], "mistral": ["m"]}
    assert texts({"GOOGLE_API_KEY": "g2", "GEMINI_API_KEY": "g1", "OHM_KEYS_GOOGLE": "g0"}) == {"gemini": ["g0", "g1", "g2"]}
    assert texts({"OPENAI_API_KEY": " "}) == {}


def test_secrets_stand_behind_the_environment() -> None:
    assert texts({"OPENAI_API_KEY": "env"}, {"OPENAI_API_KEY": "file", "OHM_KEYS_OPENAI": ["many", "env"], "ANTHROPIC_API_KEY": "a", "DEEPSEEK_API_KEY": 7}) == {"openai": ["many", "env", "file"], "anthropic": ["a"]}


def test_an_address_of_ones_own_needs_no_key_but_keys_need_an_address() -> None:
    assert texts({"OHM_OPENAI_BASE": "http://127.0.0.1:8000/v1", "OLLAMA_API_BASE": "http://127.0.0.1:11434"}) == {"compatible": [""], "ollama": [""]}
    assert texts({"OHM_OPENAI_BASE": "http://127.0.0.1:8000/v1", "OHM_KEYS_COMPATIBLE": "k1,k2"}) == {"compatible": ["k1", "k2"]}
    assert texts({"OHM_KEYS_COMPATIBLE": "k1,k2"}) == {}


def test_other_peoples_variables_are_no_models_keys_unless_their_provider_is_asked_for() -> None:
    environ = {"DIGIKEY_API_KEY": "d", "GROQ_API_KEY": "g", "OHM_KEYS_XAI": "x1,x2"}
    assert texts(environ) == {"xai": ["x1", "x2"]}
    assert [k.reveal() for k in read_keys(environ, {}, ["groq"])["groq"]] == ["g"]


def test_what_litellm_reads_itself_counts_when_all_of_it_is_there() -> None:
    aws = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}
    assert texts(aws) == {} and texts({**aws, "AWS_REGION_NAME": "eu-central-1"}) == {"bedrock": [""]}


def test_a_secrets_file_is_read_again_when_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "secrets.toml"
    ring = Ring({}, (path,)).refresh()
    assert not ring.any()
    path.write_text('OHM_KEYS_ANTHROPIC = ["one"]\n')
    assert ring.refresh().pick("anthropic") == Key("anthropic", 0, "one")
    ring.failed(Key("anthropic", 0, "one"), "bad_key")
    path.write_text('OHM_KEYS_ANTHROPIC = ["new and longer", "one"]\n')
    assert ring.refresh().pick("anthropic") == Key("anthropic", 0, "new and longer")
    assert ring.healthy("anthropic") == 1, "the refused one is known again at its new place"


def test_a_broken_secrets_file_is_named_without_its_text(tmp_path: Path) -> None:
    path = tmp_path / "secrets.toml"
    path.write_text('A = 1\nOPENAI_API_KEY = "sk-hidden-hidden\n')
    with pytest.raises(BadInput, match="line 2") as caught:
        read_secrets([path])
    assert "hidden" not in str(caught.value) and "hidden" not in repr(caught.value.__context__ if not caught.value.__suppress_context__ else "")


@given(SECRET, st.text(max_size=40), st.text(max_size=40), st.data())
def test_no_piece_of_a_key_comes_through(secret: str, before: str, after: str, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(secret) - 8))
    size = data.draw(st.integers(8, len(secret) - begin))
    clean = scrub(before + secret[begin : begin + size] + after, [Key("openai", 0, secret)])
    assert not any(secret[i : i + 6] in clean.replace(HIDDEN, "\0") for i in range(len(secret) - 5))


@pytest.mark.parametrize("text", ["Incorrect API key provided: sk-proj-ab****************wxyz.", "bad token Bearer abcdef123456", "API key: AIzaSyA-1234567890 not valid", "Your key: abcd****7890 is wrong"])
def test_keys_of_others_are_hidden_by_their_looks(text: str) -> None:
    clean = scrub(text, [])
    assert HIDDEN in clean and not any(piece in clean for piece in ("wxyz", "abcdef", "AIza", "7890"))


def test_ordinary_words_stay() -> None:
    words = "Rate limit reached for gpt-6-luna in organization on tokens per min. Limit: 30000. Please try again in 2.5s."
    assert scrub(words, [Key("openai", 0, "sk-proj-Zq81xK2nP0v7TtR5")]) == words


def test_a_key_is_not_shown_and_not_stored() -> None:
    key = Key("openai", 1, "sk-secret")
    assert "secret" not in f"{key} {key!r} {[key]} {key.anywhere}"
    with pytest.raises(TypeError):
        pickle.dumps(key)
    ring = Ring({"OPENAI_API_KEY": "sk-secret"}, ()).refresh()
    assert "secret" not in f"{ring!r} {ring.states()}"
