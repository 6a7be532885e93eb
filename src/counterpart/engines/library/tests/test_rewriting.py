"""The next version of a template, written from its text: what was asked for is changed, and nothing else."""

from difflib import unified_diff

import pytest

from counterpart.engines.library.rewriting import with_fields, with_indicator, with_targets
from counterpart.engines.library.shelf import on_the_shelf, template_folders
from counterpart.values.refusal import Refused

pytestmark = pytest.mark.slow
SHELF = sorted({name for name, _ in template_folders() if on_the_shelf(name).template.indicators})
NEW = {
    "code": "CC 1",
    "title": "Calls: answered, “quickly”",
    "kind": "LPI",
    "unit": "percent",
    "better": "higher",
    "starts_on": "2009-04-01",
    "target": {"2009-10": "80 %"},
    "clause": "a round",
}


def changed(before: str, after: str) -> list[str]:
    """The lines that were taken out and put in, without those of the version."""
    found = [line for line in unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")][2:]
    return [line for line in found if not line.startswith("@@") and line[1:].split(":")[0] != "version"]


@pytest.mark.parametrize("name", SHELF)
def test_an_indicator_is_put_after_the_last_and_all_else_stays_to_the_letter(name: str) -> None:
    kept = on_the_shelf(name)
    new = with_indicator(kept.text, NEW)
    assert all(line.startswith("+") for line in changed(kept.text, new.text))
    assert new.template.version == kept.template.version + 1
    assert new.template.indicators[:-1] == kept.template.indicators
    assert (new.template.indicators[-1].title, new.template.indicators[-1].starts_on) == (NEW["title"], "2009-04-01")
    again = with_indicator(new.text, NEW | {"code": "CC 2"})
    assert [one.code for one in again.template.indicators[-2:]] == ["CC 1", "CC 2"]


@pytest.mark.parametrize("name", SHELF)
def test_a_target_and_a_field_are_changed_alone_and_remarks_stay(name: str) -> None:
    kept = on_the_shelf(name)
    for indicator in kept.template.indicators[-1:]:
        new = with_fields(kept.text, indicator.code, {"manager": "provider KPI manager"})
        assert new.template.indicator(indicator.code).manager == "provider KPI manager"  # type: ignore[union-attr]
        gone = with_fields(new.text, indicator.code, {"manager": None, "title": "Another"})
        assert gone.template.indicator(indicator.code).manager == ""  # type: ignore[union-attr]
        if not indicator.band:
            set_ = with_targets(kept.text, {indicator.code: {"2030-31": "12"}})
            assert set_.template.indicator(indicator.code).target["2030-31"] == "12"  # type: ignore[union-attr]
            assert kept.text.count("#") == set_.text.count("#")


def test_a_calendar_year_that_has_a_target_is_given_another_and_not_a_second_one() -> None:
    text = on_the_shelf("rotherham-almo").text.replace("target: {2007-08: 62}", "target: {2008: 62}")
    new = with_targets(text, {"BV 63": {"2008": "63"}})
    assert dict(new.template.indicator("BV 63").target) == {"2008": "63"}  # type: ignore[union-attr]


def test_terms_without_indicators_gain_their_first_and_what_is_not_sound_is_refused_with_its_line() -> None:
    text = on_the_shelf("rotherham-almo").text
    before, after = text.index("indicators:\n"), text.index("close:\n")
    bare = text[:before] + "groups:\n  - name: board\n" + text[after:]
    with pytest.raises(Refused):
        with_indicator(bare, NEW)
    with pytest.raises(Refused) as refused:
        with_indicator(text.rstrip(), NEW | {"target": {"2009-10": "soon"}})
    (problem,) = refused.value.refusal.problems
    assert problem.found == "“soon”"
    assert problem.line is not None
