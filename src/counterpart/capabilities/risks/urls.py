from django.urls import path

from counterpart.capabilities.risks import views

IN = "agreements/<str:reference>"
urlpatterns = [
    path("risks", views.risks_everywhere, name="risks-everywhere"),
    path(f"{IN}/risks", views.risks, name="risks"),
    path(f"{IN}/risks/<str:number>", views.risk, name="risk"),
    path(f"{IN}/issues/<str:number>", views.issue, name="issue"),
]
