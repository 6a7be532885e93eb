from django.urls import path

from counterpart.capabilities.accounts import views

urlpatterns = [
    path("account", views.account, name="account"),
    path("account/sessions/end", views.end_session, name="end-session"),
    path("account/tokens", views.make_token, name="make-token"),
    path("account/tokens/revoke", views.revoke_token, name="revoke-token"),
    path("sign-in/forgotten", views.forgotten, name="forgotten"),
    path("sign-in/link/<str:secret>", views.link, name="link"),
]
