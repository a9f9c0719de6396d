"""Addresses of surveys in the office: under /office/surveys/."""

from django.urls import path

from oseredok.faces.office.surveys import paper_views, question_views, result_views, views

app_name = "surveys"

urlpatterns = [
    path("", views.listed, name="list"),
    path("new/", views.new, name="new"),
    path("<slug:code>/", views.one, name="one"),
    path("<slug:code>/words/", views.words, name="words"),
    path("<slug:code>/open/", views.open_it, name="open"),
    path("<slug:code>/close/", views.close, name="close"),
    path("<slug:code>/copy/", views.copy, name="copy"),
    path("<slug:code>/delete/", views.delete, name="delete"),
    path("<slug:code>/preview/", views.preview, name="preview"),
    path("<slug:code>/questions/new/<slug:kind>/", question_views.new, name="new_question"),
    path("<slug:code>/questions/<int:pk>/", question_views.change, name="question"),
    path("<slug:code>/questions/<int:pk>/move/", question_views.move, name="move_question"),
    path("<slug:code>/questions/<int:pk>/remove/", question_views.remove, name="remove_question"),
    path("<slug:code>/results/", result_views.results, name="results"),
    path("<slug:code>/results.<slug:kind>", result_views.file, name="file"),
    path("<slug:code>/texts/", result_views.texts, name="texts"),
    path("<slug:code>/texts/<int:pk>/", result_views.decide, name="decide"),
    path("<slug:code>/form.pdf", paper_views.blank, name="blank"),
    path("<slug:code>/paper/", paper_views.batches, name="batches"),
    path("<slug:code>/paper/<int:number>/", paper_views.batch, name="batch"),
    path("<slug:code>/paper/<int:number>/<int:slip>/undo/", paper_views.undo, name="undo"),
]
