from django.urls import path

from counterpart.capabilities.disputes.views import disputes, problems

IN = "agreements/<str:reference>"
urlpatterns = [
    path(f"{IN}/problems", problems.problems, name="problems"),
    path(f"{IN}/problems/<str:number>", problems.problem, name="problem"),
    path(f"{IN}/warnings/<str:number>", problems.warning, name="warning"),
    path(f"{IN}/disputes", disputes.disputes, name="disputes"),
    path(f"{IN}/disputes/<str:number>", disputes.dispute, name="dispute"),
    path(f"{IN}/disputes/<str:number>/bundle", disputes.bundle, name="dispute-bundle"),
]
