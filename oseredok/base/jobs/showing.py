"""The progress of a long job on a page that asks for it by htmx."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from oseredok.base.jobs.queries import Seen


def progress(request: HttpRequest, job: Seen) -> HttpResponse:
    """Return how far the job is; once it is over the whole page is asked for again: what can be done next has changed."""
    answer = render(request, "jobs/progress.html", {"job": job, "url": request.path})
    if job.is_over:
        answer["HX-Refresh"] = "true"
    return answer
