from django.urls import path

from counterpart.capabilities.governance import views

A, M = "agreements/<str:reference>", "agreements/<str:reference>/meetings/<str:number>"
G = f"{A}/groups/<str:group>"
urlpatterns = [
    path(f"{A}/groups", views.groups, name="groups"),
    path(G, views.group, name="group"),
    path(f"{G}/programme", views.programme, name="work-programme"),
    path(f"{G}/programme/<str:number>", views.report, name="report-planned"),
    path(M, views.meeting, name="meeting"),
    path(f"{M}/minutes", views.minutes, name="minutes"),
    path(f"{M}/live", views.live, name="minutes-live"),
    path(f"{M}/invitation.ics", views.invited, name="invitation"),
    path(f"{M}/items/<str:item>", views.item, name="item"),
    path(f"{A}/motions/<str:number>", views.motion, name="motion"),
]
