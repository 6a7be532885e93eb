from django.urls import path

from counterpart.capabilities.frameworks.views import frameworks, money, register

IN = "agreements/<str:reference>"
urlpatterns = [
    path(f"{IN}/frameworks", frameworks.frameworks, name="frameworks"),
    path(f"{IN}/frameworks/<str:number>", frameworks.framework, name="framework"),
    path(f"{IN}/frameworks/<str:number>/rates", frameworks.rates, name="framework-rates"),
    path(f"{IN}/funding", money.funding, name="funding"),
    path(f"{IN}/register", register.register, name="register"),
    path(f"{IN}/regime", register.regime, name="regime"),
]
