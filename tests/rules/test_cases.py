"""Every rule has one good circuit and one minimal bad one per violation, in cases/<rule>.toml."""

from __future__ import annotations

import pytest

from ohm_core.rules.run import rules
from tests.rules.bench import Case, cases, report

ALL = list(cases())


@pytest.mark.parametrize("case", [c for c in ALL if c.good], ids=lambda c: f"{c.rule}: {c.name}")
def test_no_rule_complains_of_a_circuit_that_is_right(case: Case) -> None:
    found = [f for f in report(case.circuit).findings if f.severity != "info"]
    assert [(f.rule, f.severity, f.message) for f in found] == []


@pytest.mark.parametrize("case", [c for c in ALL if not c.good], ids=lambda c: f"{c.rule}: {c.name}")
def test_a_wrong_circuit_gets_the_finding_that_names_its_cause_and_no_other(case: Case) -> None:
    findings = report(case.circuit).findings
    mine = [f for f in findings if f.rule == case.rule and f.severity == case.severity]
    assert mine, [(f.rule, f.severity, f.message) for f in findings]
    assert any(case.says in f.message and set(case.subjects) <= set(f.subjects) for f in mine), [(f.subjects, f.message) for f in mine]
    others = [(f.rule, f.severity, f.message) for f in findings if f.severity != "info" and f.rule not in (case.rule, *case.also)]
    assert others == []


@pytest.mark.parametrize("case", [c for c in ALL if c.blind], ids=lambda c: f"{c.rule}: {c.name}")
def test_what_a_rule_cannot_judge_is_said(case: Case) -> None:
    assert any(n.rule == case.rule and case.blind in n.why for n in report(case.circuit).not_checked)


def test_every_rule_has_a_good_and_a_bad_circuit() -> None:
    assert {c.rule for c in ALL if c.good} == set(rules()) == {c.rule for c in ALL if not c.good}


def test_every_rule_says_what_why_and_by_what_authority() -> None:
    for rule in rules().values():
        assert rule.must.endswith(".") and rule.why.endswith(".") and rule.source, rule.id
        assert set(rule.explained_by) <= set(rules()), rule.id


def test_every_finding_names_what_to_do_and_where() -> None:
    for case in ALL:
        for f in report(case.circuit).findings:
            assert f.subjects and f.message.endswith(".") and f.remedy and f.why and f.source, (case.name, f)
