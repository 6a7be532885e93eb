from django.urls import path

from counterpart.capabilities.programme.views import improvements, plans, schemes

IN = "agreements/<str:reference>"
urlpatterns = [
    path(f"{IN}/delivery-plan", plans.plan, name="delivery-plan"),
    path(f"{IN}/delivery-plan/<str:year>", plans.plan_of_a_year, name="delivery-plan-of-a-year"),
    path(f"{IN}/programme", schemes.programme, name="programme"),
    path(f"{IN}/schemes/<str:number>", schemes.scheme, name="scheme"),
    path(f"{IN}/improvements", improvements.improvements, name="improvements"),
    path(f"{IN}/improvements/<str:number>", improvements.improvement, name="improvement"),
    path(f"{IN}/pilots", improvements.pilots, name="pilots"),
    path(f"{IN}/pilots/<str:number>", improvements.pilot, name="pilot"),
]
