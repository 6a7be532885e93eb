"""A life cycle as a table: which verb leads from which state to which."""

from collections.abc import Mapping
from dataclasses import dataclass

from counterpart.values.refusal import Refusal


@dataclass(frozen=True)
class LifeCycle:
    """The states a subject passes through. `steps` maps (state, verb) to the state that follows."""

    subject: str
    initial: str
    steps: Mapping[tuple[str, str], str]

    @property
    def states(self) -> tuple[str, ...]:
        named = [self.initial, *(state for state, _ in self.steps), *self.steps.values()]
        return tuple(dict.fromkeys(named))

    def after(self, state: str, verb: str) -> str | Refusal:
        """The state that follows, or a refusal that says what may be done instead."""
        if (state, verb) in self.steps:
            return self.steps[state, verb]
        open_to_it = [other for at, other in self.steps if at == state]
        return Refusal(
            code="lifecycle.not-from-here",
            what=f"The {self.subject} cannot be {verb}",
            fact=f"it is {state}",
            rule=f"life cycle of a {self.subject}",
            next_step=f"From here it can be {' or '.join(open_to_it)}."
            if open_to_it
            else "Nothing follows this state.",
        )

    def drawing(self) -> str:
        """The table as a Mermaid state diagram, for the documentation."""

        def word(state: str) -> str:
            return state.replace(" ", "_")

        arrows = [f"    {word(start)} --> {word(end)}: {verb}" for (start, verb), end in self.steps.items()]
        return "\n".join(["stateDiagram-v2", f"    [*] --> {word(self.initial)}", *arrows])
