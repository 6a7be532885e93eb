from django.urls import path

from counterpart.capabilities.performance import views

urlpatterns = [
    path("agreements/<str:reference>/indicators/<str:code>", views.indicator, name="indicator"),
    path("agreements/<str:reference>/blank/<str:kind>.xlsx", views.blank, name="blank"),
]
