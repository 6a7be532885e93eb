from django.urls import path

from counterpart.capabilities.team.views import people, posts, subcontractors

SUB = "agreements/<str:reference>/subcontractors/<str:number>"

urlpatterns = [
    path("agreements/<str:reference>/functions", posts.functions, name="functions"),
    path("agreements/<str:reference>/key-posts", posts.key_posts, name="key-posts"),
    path("agreements/<str:reference>/mobilisation", posts.mobilisation, name="mobilisation"),
    path("agreements/<str:reference>/people", people.people, name="people"),
    path("agreements/<str:reference>/people/<str:what>", people.change, name="people-change"),
    path(SUB, subcontractors.subcontractor, name="subcontractor"),
    path(f"{SUB}/<str:what>", subcontractors.decide, name="subcontractor-decide"),
    path(f"{SUB}/flow-downs/<str:fingerprint>", subcontractors.flow_down, name="flow-down"),
]
