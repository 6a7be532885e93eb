"""Signing in and out."""

from django.contrib.auth.views import LoginView, LogoutView

from counterpart.capabilities.partners.forms import SignIn

sign_in = LoginView.as_view(form_class=SignIn, template_name="partners/sign_in.html", redirect_authenticated_user=True)
sign_out = LogoutView.as_view(next_page="sign-in")
