"""Pure: the funnel: questions over some dimensions, and which kinds of option an answer does not go with, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from counterpart.capabilities.options.rules.facts import Funnel, Option, Question


@dataclass(frozen=True)
class Clash:
    """An answer that an option does not go with."""

    option: Option
    question: Question
    answer: str
    because: str


@dataclass(frozen=True)
class Poured:
    """What came through the funnel, what did not and why, and the questions that nobody has answered."""

    through: tuple[Option, ...]
    clashes: tuple[Clash, ...]
    unanswered: tuple[Question, ...]

    @property
    def incompatible(self) -> tuple[Option, ...]:
        return tuple({clash.option.id: clash.option for clash in self.clashes}.values())


def poured(funnel: Funnel, shelf: Sequence[Question], options: Sequence[Option]) -> Poured:
    """The options through the questions of the shelf and of one’s own; an own question stands for the shelf’s of its
    name. A question without an answer rules nothing out."""
    questions = {question.id: question for question in (*shelf, *funnel.questions)}
    clashes = tuple(
        Clash(option, question, funnel.answers[question.id], why)
        for question in questions.values()
        if question.id in funnel.answers
        for kind, why in question.rules_out.get(funnel.answers[question.id], {}).items()
        for option in options
        if kind in (option.kind, option.id)
    )
    out = {clash.option.id for clash in clashes}
    return Poured(
        tuple(option for option in options if option.id not in out),
        clashes,
        tuple(question for question in questions.values() if question.id not in funnel.answers),
    )
