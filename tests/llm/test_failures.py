"""What providers say when they refuse, read: whose fault it is and how long to wait."""

from __future__ import annotations

import pytest

from ohm_core.llm.failures import LONGEST, provider_words, read_failure


class Raised(Exception):
    def __init__(self, said: str, status: int | None = None, headers: dict[str, str] | None = None) -> None:
        super().__init__(said)
        self.status_code = status
        self.litellm_response_headers = headers or {}


GOOGLE_MINUTE = "You exceeded your current quota, please check your plan and billing details. Quota exceeded for metric: generate_content_free_tier_requests, limit: 15. Please retry in 33.4s."


@pytest.mark.parametrize(("said", "status", "headers", "kind", "fault", "wait"), [
    ("Invalid Authentication", 401, {}, "bad_key", "key", None),
    ("Insufficient Balance", 402, {}, "quota", "key", None),
    ("You exceeded your current quota, please check your plan and billing details.", 429, {"retry-after": "2"}, "quota", "key", None),
    (GOOGLE_MINUTE, 429, {}, "rate", "key", 33.4),
    ("Rate limit reached for gpt-6 on tokens per min. Please try again in 2.5s.", 429, {}, "rate", "key", 2.5),
    ("Too Many Requests", 429, {"retry-after": "7"}, "rate", "key", 7.0),
    ("Too Many Requests", 429, {"retry-after": "Wed, 21 Oct 2026 07:28:00 GMT"}, "rate", "key", None),
    ("Your credit balance is too low to access the Anthropic API.", 400, {}, "quota", "key", None),
    ("API key not valid. Please pass a valid API key.", 400, {}, "bad_key", "key", None),
    ("This model's maximum context length is 8192 tokens.", 400, {}, "refused", "model", None),
    ("Invalid schema for function", 400, {}, "refused", "request", None),
    ("The model gpt-99 does not exist", 404, {}, "refused", "model", None),
    ("Country not supported", 403, {}, "refused", "key", None),
    ("Overloaded", 529, {}, "unreachable", "key", None),
    ("upstream billing service down", 500, {}, "unreachable", "key", None),
    ("insufficient_quota", None, {}, "quota", "key", None),
    ("Connection error.", None, {}, "unreachable", "key", None),
])
def test_a_refusal_is_read_by_status_and_words(said: str, status: int | None, headers: dict[str, str], kind: str, fault: str, wait: float | None) -> None:
    read = read_failure(Raised(f"litellm.SomeError: SomeError: OpenAIException - {said}\n\nLiteLLM: model group 'x' failed.", status, headers))
    assert (read.kind, read.fault, read.retry_after) == (kind, fault, wait)
    assert read.said == said


def test_a_broken_connection_has_no_status_whatever_the_library_says() -> None:
    error = type("APIConnectionError", (Raised,), {})("quota service", 500)
    assert read_failure(error).status is None and read_failure(TimeoutError()).kind == "timeout"


def test_a_page_of_html_becomes_one_short_line() -> None:
    words = provider_words("litellm.InternalServerError: <html>\n" + "<p>Bad gateway</p>\n" * 500)
    assert "\n" not in words and len(words) <= LONGEST + 2


def test_objects_of_the_library_are_left_out() -> None:
    assert provider_words("Cannot connect to host a.b:443 ssl:<ssl.SSLContext object at 0x7f6c454b6570> [Name or service not known]") == "Cannot connect to host a.b:443 [Name or service not known]"
