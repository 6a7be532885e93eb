"""Who logs, solves, warns, gives notice and takes steps; and whom others are told to ask."""

from datetime import date

from counterpart.capabilities.disputes import policy
from counterpart.capabilities.disputes.rules.problems import Warning
from counterpart.capabilities.disputes.tests.test_rules import AGREEMENT, a_dispute, a_problem
from counterpart.engines.access.rules import Actor, Standing

WARNING = Warning("a-1", "HOUSING", "EWN-2008-0001", "Lease", "It ends", "", "provider", date(2008, 5, 6), "given")


def somebody(role: str, party: str = "commissioner", side: str = "commissioner", agreement: str = "a-1") -> Actor:
    return Actor("1", "Alice", "alice@x.example", (Standing(agreement, "p", party, side, role),))


COMMISSIONER, PROVIDER = somebody("contract manager"), somebody("provider manager", "provider", "provider")
OPERATIVE, USER = somebody("KPI manager", "provider", "provider"), somebody("observer", "service-users", "represented")
OUTSIDER = somebody("contract manager", agreement="a-2")


def test_everybody_with_a_part_logs_a_problem_and_those_at_work_solve_it() -> None:
    assert all(policy.may_log(actor, AGREEMENT) is None for actor in (COMMISSIONER, PROVIDER, OPERATIVE, USER))
    assert all(policy.may_solve(actor, a_problem()) is None for actor in (COMMISSIONER, PROVIDER, OPERATIVE))
    assert policy.may_solve(USER, a_problem()) is not None


def test_a_warning_is_answered_for_another_party_than_gave_it() -> None:
    assert policy.may_warn(PROVIDER, AGREEMENT) is None
    assert policy.may_end(PROVIDER, WARNING) is None
    assert policy.may_answer(COMMISSIONER, WARNING) is None
    refusal = policy.may_answer(PROVIDER, WARNING)
    assert refusal is not None
    assert "another party" in refusal.rule


def test_both_parties_take_steps_and_only_the_one_that_raised_it_withdraws() -> None:
    for actor in (COMMISSIONER, PROVIDER):
        assert policy.may_notify(actor, AGREEMENT) is None
        assert policy.may_step(actor, a_dispute()) is None
    assert policy.may_withdraw(PROVIDER, a_dispute()) is None
    assert policy.may_withdraw(COMMISSIONER, a_dispute()) is not None


def test_others_are_told_whom_to_ask() -> None:
    for actor in (OUTSIDER, somebody("auditor")):
        found = [
            policy.may_warn(actor, AGREEMENT),
            policy.may_end(actor, WARNING),
            policy.may_answer(actor, WARNING),
            policy.may_notify(actor, AGREEMENT),
            policy.may_step(actor, a_dispute()),
            policy.may_withdraw(actor, a_dispute()),
            policy.may_solve(actor, a_problem()),
        ]
        assert all(refusal and refusal.code.endswith(".not-yours") for refusal in found)
    assert policy.may_log(OUTSIDER, AGREEMENT) is not None
