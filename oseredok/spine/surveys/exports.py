"""Results as files: every answer in a row (CSV, XLSX), and a paper to read (PDF). Words only when staff let them be shown."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from oseredok.base.core.dates import date_words, short_date
from oseredok.base.core.text import number, quoted
from oseredok.base.papers import xlsx
from oseredok.base.papers.pdf import render_pdf
from oseredok.spine.surveys import drawing, queries, results, rules
from oseredok.spine.surveys.models import Answer, FreeText, Question, Response, Survey
from oseredok.spine.surveys.results import Results

Kind = Question.Kind
Cell = str | int | None
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def columns(questions: list[Question]) -> list[str]:
    """Return the header of the table of answers."""
    found = [_("№"), _("День"), _("Бібліотека"), _("Як відповіли")]
    for place, one in enumerate(questions, 1):
        title = f"{place}. {one.words}"
        if one.kind == Kind.SKILL:
            found += [f"{title}: {_('було')}", f"{title}: {_('стало')}", f"{title}: {_('зміна')}"]
        elif one.has_other:
            found += [title, f"{title}: {_('інше')}"]
        else:
            found.append(title)
    return found


def rows(survey: Survey, questions: list[Question]) -> Iterator[list[Any]]:
    """Yield one row for each form, in the order in which they came."""
    answers: dict[tuple[int, int], list[Answer]] = defaultdict(list)
    live = {"response__survey": survey, "response__undone_at__isnull": True}
    for answer in Answer.objects.filter(**live).select_related("option").order_by("option__order", "pk"):
        answers[answer.response_id, answer.question_id].append(answer)
    texts = {(one.response_id, one.question_id): one for one in FreeText.objects.filter(**live)}
    apart = results.places_apart(survey)
    forms = queries.answered(survey).select_related("place").order_by("pk")
    for place, form in enumerate(forms, 1):
        # A library where few answered is not named: a person could be told by it.
        named = form.place.short_name if form.place is not None and form.place_id in apart else ""
        row: list[Any] = [place, form.answered_on, named, _via(form)]
        for one in questions:
            row += _cells(one, answers[form.pk, one.pk], texts.get((form.pk, one.pk)))
        yield row


def _via(form: Response) -> str:
    return str(form.get_via_display())


def _cells(question: Question, given: list[Answer], text: FreeText | None) -> list[Cell]:
    if question.kind == Kind.SKILL:
        if not given or given[0].number is None or given[0].before is None:
            return [None, None, None]
        return [given[0].before, given[0].number, given[0].number - given[0].before]
    if question.kind == Kind.NUMBER:
        return [given[0].number if given else None]
    if question.kind == Kind.TEXT:
        return [shown_text(text)]
    chosen: Cell = "; ".join(one.option.words for one in given if one.option is not None)
    if question.kind == Kind.SCALE:
        # A scale goes as its number: a mean can be taken of it.
        return [given[0].option.order if given and given[0].option is not None else None]
    return [chosen, shown_text(text)] if question.has_other else [chosen]


def shown_text(text: FreeText | None) -> str:
    """What a file may carry of somebody's words."""
    if text is None:
        return ""
    if text.state == FreeText.State.SHOWN:
        return text.text
    return f"[{text.get_state_display()}]"


def as_csv(survey: Survey) -> bytes:
    """A file that office programs open by a double click: semicolons, and the sign that says UTF-8."""
    questions = queries.questions(survey)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_plain(title) for title in columns(questions)])
    for row in rows(survey, questions):
        writer.writerow([_plain(value) for value in row])
    return ("\ufeff" + out.getvalue()).encode()


def _plain(value: object) -> str:
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        return short_date(value)  # type: ignore[arg-type]
    # A text that a table program would take for a formula stays a text.
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else str(value)


def as_workbook(survey: Survey) -> bytes:
    """Three sheets: every answer, the results, what the numbers mean."""
    questions = queries.questions(survey)
    counted = results.results(survey)
    answers = xlsx.Sheet(
        name=_("Відповіді"),
        columns=[_column(title) for title in columns(questions)],
        rows=rows(survey, questions),
        heading=[survey.title],
        landscape=True,
    )
    return xlsx.make_workbook(title=survey.title, sheets=[answers, _summary(counted), _dictionary(questions)])


def _column(title: str) -> xlsx.Column:
    shapes: dict[str, tuple[float, xlsx.Format]] = {_("№"): (7, "integer"), _("День"): (12, "date")}
    width, shape = shapes.get(title, (max(14.0, min(34.0, len(title) * 0.7)), "text"))
    return xlsx.Column(title, width, shape)


def _summary(counted: Results) -> xlsx.Sheet:
    lines: list[list[Any]] = []
    for place, one in enumerate(counted.results, 1):
        told = drawing.told(one)
        lines.append([f"{place}. {one.question.words}", told.conclusion, one.n, None, None, None])
        for line in told.lines:
            low, high = line.share.interval or (None, None)
            lines.append(["", line.words, line.share.count, line.share.percent, low, high])
    return xlsx.Sheet(
        name=_("Результати"),
        columns=[
            xlsx.Column(_("Запитання"), 44),
            xlsx.Column(_("Відповідь"), 40),
            xlsx.Column(_("Людей"), 10, "integer"),
            xlsx.Column(_("Частка"), 10, "percent"),
            xlsx.Column(_("Від"), 10, "percent"),
            xlsx.Column(_("До"), 10, "percent"),
        ],
        rows=lines,
        heading=[_("Результати: {title}").format(title=counted.survey.title), *_cautions(counted)],
    )


def _dictionary(questions: list[Question]) -> xlsx.Sheet:
    lines = []
    for place, one in enumerate(questions, 1):
        options = [f"{number} = {option.words}" for number, option in enumerate(one.options.all(), 1)]
        marks = [f"1 = {one.low}", f"10 = {one.high}"] if one.low or one.high else []
        lines.append([place, one.words, one.get_kind_display(), "; ".join([*options, *marks, one.unit]).strip("; ")])
    return xlsx.Sheet(
        name=_("Словник"),
        columns=[
            xlsx.Column(_("№"), 7, "integer"),
            xlsx.Column(_("Запитання"), 50),
            xlsx.Column(_("Вид"), 26),
            xlsx.Column(_("Що означають значення"), 60),
        ],
        rows=lines,
    )


def _cautions(counted: Results) -> list[str]:
    said = [_("Анкет: {n}, з них паперових {paper}.").format(n=number(counted.n), paper=number(counted.on_paper))]
    if counted.is_small:
        said.append(_("Відповіло мало людей, тож частки приблизні."))
    said.append(_("«Від» і «до»: межі, у яких частка всіх людей лежить у 95 випадках зі 100."))
    return said


def as_pdf(survey: Survey, *, now: datetime) -> bytes:
    """The results on paper: conclusions, bars with numbers, words that may be shown."""
    counted = results.results(survey)
    told = [drawing.told(one) for one in counted.results]
    data = {
        "library": _whose(survey),
        "lead": survey.lead,
        "days": days(survey),
        "cautions": _cautions(counted),
        "questions": [
            {
                "words": f"{place}. {one.question.words}",
                "conclusion": one.conclusion,
                "sentences": [sentence(one.answered), *one.sentences],
                "is_scale": one.result.kind in (*rules.CHOOSING, Kind.SCALE, Kind.NUMBER, Kind.SKILL),
                "lines": [
                    {
                        "words": line.words,
                        "count": line.share.count,
                        "part": float(line.share.percent or 0),
                        "percent": line.percent_words,
                        "range": line.range_words,
                    }
                    for line in one.lines
                ],
                "texts": one.texts,
                "waiting": _unseen(one.result.waiting),
            }
            for place, one in enumerate(told, 1)
        ],
        "headers": [_("Відповідь"), _("Людей"), _("Частка"), _("Найімовірніше")],
        "texts_title": _("Що написали"),
        "made": _("Складено"),
        "made_at": now,
    }
    title = _("Результати опитування {title}").format(title=quoted(survey.title))
    return render_pdf(template="surveys/results.typ", data=data, title=title, made_at=now)


def sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _unseen(waiting: int) -> str:
    if not waiting:
        return ""
    return _("Ще не переглянуто відповідей: {n}. Тут їх немає.").format(n=number(waiting))


def _whose(survey: Survey) -> str:
    named = [one.place.name for one in survey.held_at.all()]
    return ", ".join(named) if named else _("Усі бібліотеки")


def days(survey: Survey) -> str:
    """When people could answer, in words."""
    if survey.opens_on is None:
        return ""
    last = rules.last_day(survey)
    if last is None:
        return _("з {first}").format(first=date_words(survey.opens_on))
    return _("з {first} до {last}").format(first=date_words(survey.opens_on), last=date_words(last))
