from django.urls import path

from counterpart.capabilities.agreements import views

urlpatterns = [
    path("agreements/<str:reference>", views.agreement, name="agreement"),
    path("agreements/<str:reference>/trail", views.trail, name="trail"),
]
