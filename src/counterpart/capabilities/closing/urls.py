from django.urls import path

from counterpart.capabilities.closing import views

urlpatterns = [
    path("agreements/<str:reference>/close", views.close, name="close"),
    path("agreements/<str:reference>/periods/<str:name>", views.period, name="period"),
    path("agreements/<str:reference>/periods/<str:name>/figures/<str:code>", views.figure, name="figure"),
    path("agreements/<str:reference>/periods/<str:name>/sign", views.sign, name="sign"),
    path("agreements/<str:reference>/periods/<str:name>/receipt", views.receipt, name="receipt"),
    path("agreements/<str:reference>/periods/<str:name>/report.<str:form>", views.report, name="report"),
    path("agreements/<str:reference>/record", views.record, name="record"),
    path("verify", views.verify, name="verify"),
]
