"""Where django-allauth's views stand: what is used of it, and nothing else. Its names are those it looks for itself."""

from allauth.account.views import reauthenticate
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.contrib.auth.views import LogoutView
from django.urls import path
from django.views.decorators.cache import never_cache

from counterpart.web.accounts import views

sign_in, sign_out = views.SignIn.as_view(), LogoutView.as_view(next_page="sign-in")
urlpatterns = [
    path("sign-in", sign_in, name="sign-in"),
    path("sign-in", sign_in, name="account_login"),
    path("sign-in/code", never_cache(mfa.authenticate), name="mfa_authenticate"),
    path("sign-in/with/<str:provider_id>", views.through_organisation, name="openid_connect_login"),
    path("sign-in/with/<str:provider_id>/back", views.back_from_organisation, name="openid_connect_callback"),
    path("sign-out", sign_out, name="sign-out"),
    path("account/again", reauthenticate, name="account_reauthenticate"),
    path("account/again/code", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("account/password", views.ChangePassword.as_view(), name="account_change_password"),
    path("account/codes", views.codes, name="mfa_index"),
    path("account/codes/set-up", never_cache(totp.activate_totp), name="mfa_activate_totp"),
    path("account/codes/remove", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/recovery-codes", never_cache(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("account/recovery-codes/new", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
]
