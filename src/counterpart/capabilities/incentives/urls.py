from django.urls import path

from counterpart.capabilities.incentives import views

IN = "agreements/<str:reference>"
urlpatterns = [
    path(f"{IN}/statements", views.statements, name="statements"),
    path(f"{IN}/statements/<str:number>", views.statement, name="statement"),
    path(f"{IN}/statements/<str:number>/<str:line>", views.line, name="statement-line"),
    path(f"{IN}/waivers", views.waivers, name="waivers"),
    path(f"{IN}/extension", views.extension, name="extension"),
    path(f"{IN}/sums", views.sums, name="sums"),
]
