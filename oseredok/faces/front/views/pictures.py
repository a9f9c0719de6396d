"""Pictures of pages and news: given to everybody, added by those who write, by a script or without it."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.html import escape
from django.views.decorators.http import require_POST, require_safe

from oseredok.base.core.access import everyone
from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.library.people.access import DESK, StaffRequest, staff
from oseredok.library.site import pictures, rules
from oseredok.library.site.forms import PictureForm
from oseredok.library.site.models import Picture

WRITERS = tuple(dict.fromkeys((*DESK, *rules.WRITERS)))
_FIELDS = {"file": "picture", "alt": "picture_alt"}


@everyone
@require_safe
def picture(request: HttpRequest, public_id: UUID, is_small: bool = False) -> FileResponse:
    """The file never changes under its address, so a browser may keep it for ever."""
    found = get_object_or_404(Picture, public_id=public_id)
    try:
        content = (found.small if is_small else found.file).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    answer = FileResponse(content, content_type="image/webp")
    answer["Cache-Control"] = "public, max-age=31536000, immutable"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


@staff(*WRITERS)
@require_POST
def add(request: StaffRequest) -> HttpResponse:
    """What the editor's script asks: the tag to put where the writer stands, or a sentence why not."""
    form = PictureForm(request.POST, request.FILES)
    made = added(request, form)
    if made is None:
        return JsonResponse({"refusals": [str(one) for errors in form.errors.values() for one in errors]}, status=422)
    return JsonResponse({"html": f'<img src="{address_of(made)}" alt="{escape(made.alt)}">'})


def added(request: StaffRequest, form: PictureForm) -> Picture | None:
    """Keep the picture of a form; None when the form says why not."""
    if not form.is_valid():
        return None
    file, alt = form.cleaned_data["picture"], form.cleaned_data["picture_alt"]
    try:
        return pictures.add_picture(file=file, alt=alt, duty=request.duty, now=timezone.now())
    except DomainError as error:
        error.field = _FIELDS.get(error.field, error.field)
        add_to_form(form, error)
        return None


def address_of(picture: Picture) -> str:
    """The address that stands in texts."""
    return f"/pictures/{picture.public_id}/"


def is_asked(request: HttpRequest) -> bool:
    """The button «Додати до тексту» was pressed, not «Зберегти»."""
    return request.method == "POST" and request.POST.get("do") == "picture"


def put_into_text(request: StaffRequest) -> tuple[PictureForm, QueryDict]:
    """Keep the picture and return what was typed with the picture at the end of the text; nothing typed is lost."""
    form, typed = PictureForm(request.POST, request.FILES), request.POST.copy()
    made = added(request, form)
    if made is None:
        return form, typed
    if typed.get("notation") == "html":
        typed["body"] = f'{typed.get("body", "")}<p><img src="{address_of(made)}" alt="{escape(made.alt)}"></p>'
    else:
        typed["body"] = f"{typed.get('body', '').rstrip()}\n\n![{made.alt}]({address_of(made)})"
    return PictureForm(), typed
