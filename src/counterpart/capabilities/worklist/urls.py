from django.urls import path

from counterpart.capabilities.worklist import views

urlpatterns = [
    path("", views.home, name="home"),
    path("jobs/<uuid:name>", views.job, name="job"),
    path("agreements/<str:reference>/clocks", views.clocks, name="clocks"),
    path("agreements/<str:reference>/clocks/<str:number>", views.clock, name="clock"),
    path("agreements/<str:reference>/proposals", views.proposals, name="proposals"),
    path("agreements/<str:reference>/proposals/<str:number>", views.proposal, name="proposal"),
    path("calendar/<str:secret>.ics", views.feed, name="feed"),
]
