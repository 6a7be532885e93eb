from django.urls import path

from counterpart.capabilities.agreements import views

OF = "agreements/<str:reference>"
urlpatterns = [
    path(OF, views.agreement, name="agreement"),
    path(f"{OF}/trail", views.trail, name="trail"),
    path(f"{OF}/terms", views.terms, name="terms"),
    path(f"{OF}/terms.yaml", views.terms_text, name="terms-text"),
    path(f"{OF}/term", views.term, name="term"),
    path(f"{OF}/changes", views.changes, name="changes"),
    path(f"{OF}/changes/<str:number>", views.change, name="change"),
    path(f"{OF}/obligations", views.obligations, name="obligations"),
    path(f"{OF}/anomalies", views.anomalies, name="anomalies"),
    path(f"{OF}/anomalies/<str:number>", views.anomaly, name="anomaly"),
    path(f"{OF}/documents", views.documents, name="documents"),
    path(f"{OF}/documents/<str:number>", views.document, name="document"),
]
