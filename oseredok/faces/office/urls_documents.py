"""Addresses of the register of documents."""

from django.urls import path

from oseredok.faces.office.views import documents

urlpatterns = [
    path("documents/", documents.documents, name="documents"),
    path("documents/new/", documents.new, name="new_document"),
    path("documents/<uuid:public_id>/", documents.document, name="document"),
    path("documents/<uuid:public_id>/correct/", documents.correct, name="correct_document"),
    path("documents/<uuid:public_id>/files/", documents.add_file, name="add_document_file"),
    path("documents/<uuid:public_id>/files/<uuid:file_id>/", documents.file, name="document_file"),
    path("documents/<uuid:public_id>/files/<uuid:file_id>/remove/", documents.remove_file, name="remove_document_file"),
]
