"""Accounts are looked after on their pages and on the command line: none of their acts is asked for over the API."""

from counterpart.engines.acts.asked import not_asked

_ON_PAGES = (
    "a program holds a token, and no part of it signs in, ends sessions or changes how its person does: /account"
)
for _act in ("session.opened", "session.ended", "codes.enabled", "codes.removed", "recovery.used", "recovery.renewed"):
    not_asked(_act, because=_ON_PAGES)
not_asked("account.delayed", because="it is noted when attempts to sign in were too many")
not_asked("password.changed", because="a token changes no password: /account/password, counterpart people password")
not_asked("person.invited", because="its link is shown once: counterpart people invite")
not_asked("invitation.accepted", because="it is done by whoever opens the link, before it is known who they are")
not_asked("signon.configured", because="its secret stands in the environment: counterpart sign-on set-up")
not_asked("signon.ended", because="it is ended where it was set up: counterpart sign-on end")
not_asked("signon.linked", because="it is done when an organisation signs somebody in")
