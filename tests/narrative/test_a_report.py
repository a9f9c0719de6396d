"""A report: begun from a ready one, written by several, signed once and for ever, copied with new numbers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from oseredok.base.core.errors import Conflict, Invalid, NotAllowed
from oseredok.base.core.periods import Period
from oseredok.management.indicators import queries as numbers
from oseredok.management.reports.narrative import actions, block_actions, composing, pieces, queries, shipped, signing
from oseredok.management.reports.narrative.models import Block, Edition, Mark, Report
from tests.indicators.book import record, written
from tests.narrative import papers
from tests.narrative.papers import LATER, OCTOBER, duty_of
from tests.world import World

pytestmark = pytest.mark.django_db


def texts(report: Report) -> str:
    paper = queries.paper(report, now=LATER)
    said = [piece.title for piece in paper.pieces] + [one for piece in paper.pieces for one in piece.sentences]
    said += [cell.text for piece in paper.pieces for row in piece.rows for cell in row]
    return "\n".join(said).replace("\u00a0", " ")


def test_a_draft_writes_itself_with_the_numbers_of_its_period(world: World) -> None:
    written(world)
    report = papers.draft(world)
    said = texts(report)
    assert report.title == "про роботу за жовтень 2026 року"
    assert "46" in said
    assert numbers.value("visits.total", period=OCTOBER) == 46
    record(world, "visit", day=date(2026, 10, 20), quantity=4)
    assert "50" in texts(report)  # numbers are live while it is a draft


@pytest.mark.parametrize("template", [one.code for one in shipped.TEMPLATES])
def test_every_ready_report_can_be_begun_and_shown(world: World, template: str) -> None:
    written(world)
    period = Period.containing(shipped.template(template).period, date(2026, 10, 1))
    report = papers.draft(world, template=template, period=period)
    paper = queries.paper(report, now=LATER)
    assert len(paper.pieces) == len(shipped.template(template).blocks)
    assert pieces.read(pieces.written(paper)) == paper


def test_a_report_of_one_library_has_its_numbers_only(world: World) -> None:
    written(world)
    report = papers.draft(world, who="director", places=[world.branch])
    assert report.title == "про роботу за жовтень 2026 року: Бібліотека-філія «Заріччя»"
    row = composing.live_content(report, queries.blocks_of(report), now=LATER).row("visits.total")
    assert row is not None
    assert row.number == 4


def test_events_are_listed_from_the_journal(world: World) -> None:
    from tests.diary.test_four_parts import held

    written(world)
    held(world)
    report = papers.draft(world)
    piece = next(one for one in queries.paper(report, now=LATER).pieces if one.kind == "events")
    assert piece.rows
    assert all(len(row) == len(piece.header) for row in piece.rows)


# --- Who ----------------------------------------------------------------------------------------------


def test_a_head_writes_of_their_own_library_only(world: World) -> None:
    papers.draft(world, who="head", places=[world.central])
    for places in (None, [world.branch], [world.central, world.branch]):
        with pytest.raises(NotAllowed):
            papers.draft(world, who="head", places=places)
    with pytest.raises(Invalid):
        papers.draft(world, places=[])


def test_a_methodist_writes_and_does_not_sign(world: World) -> None:
    written(world)
    report = papers.draft(world, who="methodist")
    with pytest.raises(NotAllowed):
        papers.sign(world, report, who="methodist")
    with pytest.raises(NotAllowed):
        papers.sign(world, report, who="head")
    assert papers.sign(world, report).is_signed


def test_a_period_ahead_has_no_report(world: World) -> None:
    with pytest.raises(Invalid, match="ще не настав"):
        papers.draft(world, period=Period.month(2026, 12))
    with pytest.raises(Invalid):
        papers.draft(world, template="<script>")


# --- Writing together ---------------------------------------------------------------------------------


def test_what_another_wrote_meanwhile_is_not_lost(world: World) -> None:
    report = papers.draft(world, who="methodist")
    part = papers.block(report, "conclusions")
    seen = part.version
    papers.write(world, part, who="methodist", text="<p>Людей побільшало.</p>")
    with pytest.raises(Conflict) as refused:
        papers.write(world, part, text="<p>Потрібен другий комп’ютер.</p>", seen=seen)
    assert refused.value.code == "changed-meanwhile"
    kept = papers.write(world, part, text="<p>Потрібен другий комп’ютер.</p>")
    assert [one.text for one in kept.former.all()] == ["<p>Людей побільшало.</p>"]
    back = block_actions.restore_text(former=kept.former.get(), duty=duty_of(world, "director"), now=LATER)
    assert back.text == "<p>Людей побільшало.</p>"
    assert [one.text for one in back.former.all()] == ["<p>Потрібен другий комп’ютер.</p>"]


def test_ones_own_words_saved_again_and_again_make_no_former_texts(world: World) -> None:
    part = papers.block(papers.draft(world), "conclusions")
    for words in ("Л", "Люд", "Людей побільшало"):
        papers.write(world, part, text=f"<p>{words}</p>")
    same = papers.write(world, part, text="<p>Людей побільшало</p>", seen=1)  # nothing changed: no conflict
    assert same.version == 4
    assert not same.former.exists()


def test_hostile_words_come_out_harmless(world: World) -> None:
    part = papers.block(papers.draft(world), "conclusions")
    kept = papers.write(
        world, part, text='<p onclick="x()">Так\x00</p><script>alert(1)</script><iframe src="x"></iframe>'
    )
    assert kept.text == "<p>Так</p>"
    for codes in (["no.such"], ["visits.total'--"]):
        with pytest.raises(Invalid):
            papers.write(world, papers.block(part.report, "numbers"), codes=codes)


def test_blocks_move_go_and_come_back(world: World) -> None:
    report, duty = papers.draft(world), duty_of(world, "director")
    first, second = queries.blocks_of(report)[:2]
    block_actions.move_block(block=first, up=True, duty=duty)  # nowhere to go
    block_actions.move_block(block=first, up=False, duty=duty)
    assert [one.pk for one in queries.blocks_of(report)[:2]] == [second.pk, first.pk]
    block_actions.remove_block(block=first, duty=duty, now=LATER)
    assert first not in queries.blocks_of(report)
    block_actions.bring_block_back(block=first, duty=duty)
    assert queries.blocks_of(report)[1] == first


# --- The signature ------------------------------------------------------------------------------------


def test_a_running_period_is_not_signed(world: World) -> None:
    written(world)
    report = papers.draft(world, now=world.now)
    with pytest.raises(Conflict, match="Період ще триває"):
        papers.sign(world, report, now=world.now)
    report.refresh_from_db()
    assert report.state == Report.State.DRAFT
    assert not Edition.objects.exists()


@pytest.mark.parametrize(("days", "code"), [(1, "dated-ahead"), (-20, "dated-early")])
def test_an_impossible_date_is_refused(world: World, days: int, code: str) -> None:
    written(world)
    report = papers.draft(world)
    with pytest.raises(Invalid) as refused:
        signing.sign_report(
            report=report,
            number="1",
            dated=LATER.date() + timedelta(days=days),
            duty=duty_of(world, "director"),
            now=LATER,
        )
    assert refused.value.code == code


def test_what_was_signed_stays_and_later_records_are_listed(world: World) -> None:
    written(world)
    report = papers.sign(world, papers.draft(world))
    before = queries.paper(report, now=LATER)
    files = {kind: queries.file_of(report.edition, kind) for kind in ("pdf", "docx")}
    assert not queries.corrections(report)
    record(world, "visit", day=date(2026, 10, 20), quantity=4, now=LATER + timedelta(hours=1))
    later = Report.objects.get(pk=report.pk)
    assert queries.paper(later, now=LATER) == before
    assert {kind: queries.file_of(later.edition, kind) for kind in files} == files
    late = {one.row.code: (one.row.number, one.now) for one in queries.corrections(later)}
    assert late["visits.total"] == (46, 50)


def test_nobody_changes_what_was_signed(world: World) -> None:
    written(world)
    report = papers.sign(world, papers.draft(world))
    part, duty = papers.block(report, "conclusions"), duty_of(world, "director")
    for change in (
        lambda: papers.write(world, part, text="<p>Інше</p>"),
        lambda: block_actions.remove_block(block=part, duty=duty, now=LATER),
        lambda: block_actions.add_block(report=report, kind="text", duty=duty, now=LATER),
        lambda: actions.discard_report(report=report, duty=duty, now=LATER),
        lambda: actions.set_details(report=report, details={"title": "x", "addressee": ""}, duty=duty, now=LATER),
        lambda: papers.sign(world, report, number="2"),
    ):
        with pytest.raises(Conflict):
            change()


@pytest.mark.parametrize(("model", "field"), [(Edition, "content"), (Mark, "name")])
def test_the_database_itself_refuses_to_change_a_signature(world: World, model: Any, field: str) -> None:
    written(world)
    papers.sign(world, papers.draft(world))
    for change in (lambda: model.objects.update(**{field: "інше"}), lambda: model.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_file_changed_on_the_disk_is_not_given_out(world: World) -> None:
    written(world)
    report = papers.sign(world, papers.draft(world))
    with report.edition.pdf.storage.open(report.edition.pdf.name, "ab") as file:
        file.write(b"%")
    with pytest.raises(queries.Changed):
        queries.file_of(report.edition, "pdf")


def test_numbers_of_reports_do_not_repeat_in_a_year(world: World) -> None:
    written(world)
    assert actions.number_suggested(year=2026) == "1"
    papers.sign(world, papers.draft(world), number="1")
    assert actions.number_suggested(year=2026) == "2"
    with pytest.raises(Conflict, match="уже є"):
        papers.sign(world, papers.draft(world), number="1")


def test_a_report_without_numbers_can_be_signed_and_an_empty_one_cannot(world: World) -> None:
    report, duty = papers.draft(world), duty_of(world, "director")
    for part in queries.blocks_of(report):
        block_actions.remove_block(block=part, duty=duty, now=LATER)
    with pytest.raises(Invalid, match="ще нічого немає"):
        papers.sign(world, report)
    part = block_actions.add_block(report=report, kind="text", duty=duty, now=LATER)
    papers.write(world, part, text="<p>Ремонт тривав увесь місяць.</p>")
    assert papers.sign(world, report).snapshot is None
    assert not queries.corrections(report)


def test_the_log_of_signatures_tells_who_and_when(world: World) -> None:
    written(world)
    report = papers.draft(world, who="methodist")
    actions.prepare_report(report=report, duty=duty_of(world, "methodist"), now=LATER)
    with pytest.raises(Conflict, match="подано на підпис"):
        papers.write(world, papers.block(report, "conclusions"), text="<p>Ще</p>")
    actions.give_back(report=report, note="Додайте висновки", duty=duty_of(world, "director"), now=LATER)
    papers.write(world, papers.block(report, "conclusions"), text="<p>Людей побільшало</p>")
    actions.prepare_report(report=report, duty=duty_of(world, "methodist"), now=LATER)
    assert queries.waiting_for_signature(duty_of(world, "director")) == [report]
    assert not queries.waiting_for_signature(duty_of(world, "methodist"))
    papers.sign(world, report)
    assert [(mark.what, mark.name, mark.note) for mark in queries.log_of(report)] == [
        ("prepared", "Леся\u00a0ЯРЕМЧУК", ""),
        ("returned", "Ольга\u00a0ТКАЧЕНКО", "Додайте висновки"),
        ("prepared", "Леся\u00a0ЯРЕМЧУК", ""),
        ("signed", "Ольга\u00a0ТКАЧЕНКО", ""),
    ]


# --- Copies, photos, the site ---------------------------------------------------------------------------


def test_a_copy_has_the_same_texts_and_new_numbers(world: World) -> None:
    written(world)
    duty = duty_of(world, "director")
    old = papers.draft(world, period=papers.SEPTEMBER)
    papers.write(world, papers.block(old, "text"), text="<p>Працюємо без вихідних.</p>")
    papers.write(world, papers.block(old, "conclusions"), text="<p>У вересні тихо.</p>")
    papers.sign(world, old)
    new = actions.copy_report(report=old, period=OCTOBER, duty=duty, now=LATER)
    assert new.title == "про роботу за жовтень 2026 року"
    assert papers.block(new, "text").text == "<p>Працюємо без вихідних.</p>"
    assert papers.block(new, "conclusions").text == ""
    assert "46" in texts(new)
    assert "46" not in texts(old)


def test_a_photo_with_people_who_have_not_agreed_does_not_reach_the_site(world: World) -> None:
    written(world)
    report, duty = papers.draft(world), duty_of(world, "director")
    part = block_actions.add_block(report=report, kind="photo", duty=duty, now=LATER)
    part = block_actions.put_photo(block=part, file=papers.photo(), alt="Діти за столом", duty=duty, now=LATER)
    papers.sign(world, report)
    with pytest.raises(Conflict, match="згоди немає"):
        signing.publish_report(report=report, duty=duty, now=LATER)
    for consent, code in (
        ({"people": "agreed", "agreed_on": None, "consent_kept": "тека"}, "consent-undated"),
        ({"people": "agreed", "agreed_on": date(2027, 1, 1), "consent_kept": "тека"}, "consent-ahead"),
        ({"people": "agreed", "agreed_on": date(2026, 10, 7), "consent_kept": " "}, "consent-nowhere"),
        ({"people": "maybe", "agreed_on": None, "consent_kept": ""}, "people-unclear"),
    ):
        with pytest.raises(Invalid) as refused:
            block_actions.note_consent(block=part, consent=consent, duty=duty, now=LATER)  # type: ignore[arg-type]
        assert refused.value.code == code
    block_actions.note_consent(
        block=part,
        consent={"people": "agreed", "agreed_on": date(2026, 10, 7), "consent_kept": "Наталя К., тека 04-12"},
        duty=duty,
        now=LATER,
    )
    document = signing.publish_report(report=report, duty=duty, now=LATER)
    assert [one.document_id for one in queries.published()] == [document.public_id]


def test_another_photo_needs_another_consent(world: World) -> None:
    report, duty = papers.draft(world), duty_of(world, "director")
    part = block_actions.add_block(report=report, kind="photo", duty=duty, now=LATER)
    part = block_actions.put_photo(block=part, file=papers.photo(), alt="Зала", duty=duty, now=LATER)
    block_actions.note_consent(
        block=part, consent={"people": "none", "agreed_on": None, "consent_kept": ""}, duty=duty, now=LATER
    )
    part = block_actions.put_photo(block=part, file=papers.photo(colour="red"), alt="Гості", duty=duty, now=LATER)
    assert part.people == Block.People.UNKNOWN


def test_publishing_puts_both_files_among_the_documents_once(world: World) -> None:
    written(world)
    report, duty = papers.draft(world), duty_of(world, "director")
    with pytest.raises(Conflict, match="підпишіть"):
        signing.publish_report(report=report, duty=duty, now=LATER)
    papers.sign(world, report)
    document = signing.publish_report(report=report, duty=duty, now=LATER)
    assert document.kind == "report"
    assert {file.sha256 for file in document.files.all()} == {report.edition.pdf_sha256, report.edition.docx_sha256}
    with pytest.raises(Conflict, match="уже на сайті"):
        signing.publish_report(report=report, duty=duty, now=LATER)


def test_few_people_of_a_sensitive_group_are_not_told_on_paper(world: World) -> None:
    written(world)
    for number in range(3):
        record(world, "user_new", day=date(2026, 10, 6), hour=10 + number, flags=["idp"])
    report = papers.draft(world)
    for kind in ("numbers", "table"):
        papers.write(world, papers.block(report, kind), codes=["users.idp"])
    said = texts(report)
    assert said.count("менше 5") == 2
    row = composing.live_content(report, queries.blocks_of(report), now=LATER).row("users.idp")
    assert row is not None
    assert row.number == 3  # the office itself knows


def test_without_a_last_year_the_table_compares_with_the_period_before(world: World) -> None:
    record(world, "visit", day=date(2026, 9, 2), quantity=30)
    record(world, "visit", day=date(2026, 10, 6), quantity=45)
    table = next(one for one in queries.paper(papers.draft(world), now=LATER).pieces if one.kind == "table")
    assert table.header[2] == "Попередній період"
    assert [cell.text.replace("\u00a0", " ") for cell in table.rows[0][1:]] == ["45", "30", "+15 (+50 %)"]
