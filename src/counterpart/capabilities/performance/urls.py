from django.urls import path

from counterpart.capabilities.performance import views

urlpatterns = [
    path("agreements/<str:reference>/returns", views.returns, name="returns"),
    path("agreements/<str:reference>/returns/send", views.send, name="send"),
    path("agreements/<str:reference>/returns/<str:number>", views.one_return, name="return"),
    path("agreements/<str:reference>/indicators/<str:code>", views.indicator, name="indicator"),
    path("agreements/<str:reference>/blank/<str:kind>.xlsx", views.blank, name="blank"),
]
