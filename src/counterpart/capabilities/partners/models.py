"""What the installation keeps of people beside who they are: holds, for the time that their data must not go."""

from django.db import models

from counterpart.engines.access.scoped import Scoped


class Hold(Scoped):
    """A legal hold on a person's data: while it stands they are not erased. Belongs to the installation."""

    person_id = models.UUIDField()
    reason = models.CharField(max_length=500)
    placed_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person_id",), condition=models.Q(lifted_at=None), name="hold_one_at_a_time"
            ),
        )
