"""A person as the accounts keep them: what goes when they are erased."""

from counterpart.engines.access.models import Membership, Person

KEPT = (Membership,)
"""Of what hangs on a person, the posts they held stay; log-ins, tokens, sessions and all else go."""


def forget_person(person: str) -> None:
    """Take from a person's row all that says who they are, and delete what hangs on it."""
    forgotten = Person.objects.get(id=person)
    for relation in Person._meta.related_objects:
        model = relation.related_model
        if model not in KEPT and relation.field.model is model:
            model._base_manager.filter(**{relation.field.name: forgotten}).delete()
    forgotten.name = "Somebody whose name was erased"
    forgotten.email = f"{forgotten.id}@erased.invalid"
    forgotten.is_active = False
    forgotten.last_login = None
    forgotten.set_unusable_password()
    forgotten.save()
