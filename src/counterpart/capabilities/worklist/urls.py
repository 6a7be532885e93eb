from django.urls import path

from counterpart.capabilities.worklist import views

urlpatterns = [path("", views.home, name="home"), path("jobs/<uuid:name>", views.job, name="job")]
