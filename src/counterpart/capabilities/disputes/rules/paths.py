"""Pure: the paths a dispute may take, as one table; which steps a party may still take is told by it alone (002)."""

from counterpart.engines.library.rules import ladder
from counterpart.values.lifecycle import LifeCycle

NOTIFIED = "notified"
AT_WORKING_GROUP, HEARD_BY_WORKING_GROUP = "before the working group", "heard by the working group"
AT_CORE_GROUP, HEARD_BY_CORE_GROUP = "before the core group", "heard by the core group"
AT_EXECUTIVES, HEARD_BY_EXECUTIVES = "before the executives", "heard by the executives"
IN_ADJUDICATION, ADJUDICATED = "in adjudication", "adjudicated"
IN_COURT, JUDGED = "in proceedings", "judged"
SETTLED, WITHDRAWN = "settled", "withdrawn"

ESCALATING = (
    NOTIFIED,
    AT_WORKING_GROUP,
    HEARD_BY_WORKING_GROUP,
    AT_CORE_GROUP,
    HEARD_BY_CORE_GROUP,
    AT_EXECUTIVES,
    HEARD_BY_EXECUTIVES,
)
OPEN = (*ESCALATING, IN_ADJUDICATION, ADJUDICATED, IN_COURT)
ENDED = (JUDGED, SETTLED, WITHDRAWN)

PLACED, REFERRED, REFERRED_DIRECTLY = "placed", "referred", "referred directly"
CONVENED, HEARD = "put to the executives", "heard"
ADJUDICATE, DECIDED = "sent to adjudication", "decided"
TO_COURT, JUDGE = "taken to court", "judged"
SETTLE, WITHDRAW = "settled", "withdrawn"
EVIDENCED, STOOD_STILL, RESUMED = "given evidence", "made to stand still", "let run again"

DISPUTE = LifeCycle(
    subject="dispute",
    initial=NOTIFIED,
    steps={
        (NOTIFIED, PLACED): AT_WORKING_GROUP,
        (AT_WORKING_GROUP, HEARD): HEARD_BY_WORKING_GROUP,
        (HEARD_BY_WORKING_GROUP, REFERRED): AT_CORE_GROUP,
        (NOTIFIED, REFERRED_DIRECTLY): AT_CORE_GROUP,
        (AT_WORKING_GROUP, REFERRED_DIRECTLY): AT_CORE_GROUP,
        (AT_CORE_GROUP, HEARD): HEARD_BY_CORE_GROUP,
        (HEARD_BY_CORE_GROUP, CONVENED): AT_EXECUTIVES,
        (AT_EXECUTIVES, HEARD): HEARD_BY_EXECUTIVES,
        **{(state, ADJUDICATE): IN_ADJUDICATION for state in ESCALATING},
        (IN_ADJUDICATION, DECIDED): ADJUDICATED,
        (ADJUDICATED, REFERRED): AT_CORE_GROUP,
        (ADJUDICATED, CONVENED): AT_EXECUTIVES,
        **{(state, TO_COURT): IN_COURT for state in (HEARD_BY_EXECUTIVES, IN_ADJUDICATION, ADJUDICATED)},
        (IN_COURT, JUDGE): JUDGED,
        **{(state, SETTLE): SETTLED for state in OPEN},
        **{(state, WITHDRAW): WITHDRAWN for state in OPEN},
        **{(state, verb): state for state in OPEN for verb in (EVIDENCED, STOOD_STILL, RESUMED)},
    },
)
"""After an early adjudication the parties may still use the escalation process, which opens proceedings to them."""

STEP_OF = {
    PLACED: ladder.WORKING_GROUP,
    REFERRED: ladder.CORE_GROUP,
    REFERRED_DIRECTLY: ladder.CORE_GROUP,
    CONVENED: ladder.EXECUTIVES,
    ADJUDICATE: ladder.ADJUDICATION,
    DECIDED: ladder.ADJUDICATION,
    TO_COURT: ladder.PROCEEDINGS,
    JUDGE: ladder.PROCEEDINGS,
}
"""Which step of the ladder a verb leads to."""
HEARD_AT = {
    AT_WORKING_GROUP: ladder.WORKING_GROUP,
    HEARD_BY_WORKING_GROUP: ladder.WORKING_GROUP,
    AT_CORE_GROUP: ladder.CORE_GROUP,
    HEARD_BY_CORE_GROUP: ladder.CORE_GROUP,
    AT_EXECUTIVES: ladder.EXECUTIVES,
    HEARD_BY_EXECUTIVES: ladder.EXECUTIVES,
    IN_ADJUDICATION: ladder.ADJUDICATION,
    ADJUDICATED: ladder.ADJUDICATION,
    IN_COURT: ladder.PROCEEDINGS,
    JUDGED: ladder.PROCEEDINGS,
}
"""On which step of the ladder a dispute stands in each state."""
VERBS = tuple(dict.fromkeys(verb for _, verb in DISPUTE.steps))
