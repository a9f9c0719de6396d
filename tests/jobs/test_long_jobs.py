"""A long job tells how far it is; what failed is seen in plain words, retried and cancelled for real."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from oseredok.base.core.errors import Conflict
from oseredok.base.jobs import actions, progress, queries
from oseredok.base.jobs.models import Job
from tests.jobs import work
from tests.jobs.work import run_worker
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _clean() -> Iterator[None]:
    work.seen_inside.clear()
    work.is_broken.clear()
    yield
    work.is_broken.clear()


def seen(job: Job) -> queries.Seen:
    assert job.task_id is not None
    found = queries.seen(job.task_id)
    assert found is not None
    return found


def test_a_job_waits_then_tells_how_far_it_is_then_is_done() -> None:
    job = progress.order(work.count_books, 4, title="Порахувати книжки", by="Ольга Т.")
    assert seen(job).state == Job.State.WAITING
    run_worker()
    assert (1, 4, "Полиця 1") in work.seen_inside  # told while its transaction was still open
    after = seen(job)
    assert (after.state, after.done, after.of, after.asked_by) == (Job.State.DONE, 4, 4, "Ольга Т.")


def test_a_refusal_is_told_by_its_own_sentence() -> None:
    job = progress.order(work.refuse, title="Прочитати файл")
    run_worker()
    assert seen(job).state == Job.State.FAILED
    assert seen(job).sentence == "У файлі немає жодного рядка."


def test_a_broken_job_never_quotes_what_the_error_said(client: Client, world: World) -> None:
    work.is_broken.append("yes")
    job = progress.order(work.count_books, 4, title="Порахувати книжки")
    run_worker()
    world.sign_in(client, "administrator")
    page = client.get(f"/office/jobs/{job.task_id}/").content.decode()
    assert "Не вдалося." in page
    assert "RuntimeError" in page
    assert "Дарини" not in page


def test_a_failed_task_is_seen_and_retried_and_then_goes_well(client: Client, world: World) -> None:
    work.is_broken.append("yes")
    job = progress.order(work.simple, title="Спитати сервер")
    run_worker()
    world.sign_in(client, "administrator")
    page = client.get("/office/jobs/").content.decode()
    assert "Немає зв’язку із сервером. Спробуйте пізніше." in page
    assert queries.failed_count(now=timezone.now()) == 1
    work.is_broken.clear()
    answer = client.post(f"/office/jobs/{job.task_id}/retry/", follow=True)
    assert "Завдання знову в черзі." in answer.content.decode()
    run_worker()
    assert seen(job).state == Job.State.DONE
    assert queries.failed_count(now=timezone.now()) == 0
    again = client.post(f"/office/jobs/{job.task_id}/retry/", follow=True)
    assert "вже не можна повторити" in again.content.decode()


def test_a_failed_task_is_taken_off_the_list(client: Client, world: World) -> None:
    work.is_broken.append("yes")
    job = progress.order(work.count_books, 2, title="Порахувати книжки")
    run_worker()
    world.sign_in(client, "director")
    client.post(f"/office/jobs/{job.task_id}/dismiss/")
    assert "Порахувати книжки" not in client.get("/office/jobs/").content.decode()
    assert client.get(f"/office/jobs/{job.task_id}/").status_code == 404


def test_a_waiting_task_is_cancelled_and_never_runs(client: Client, world: World) -> None:
    job = progress.order(work.count_books, 2, title="Порахувати книжки")
    world.sign_in(client, "administrator")
    client.post(f"/office/jobs/{job.task_id}/cancel/")
    run_worker()
    assert not work.seen_inside
    assert seen(job).state == Job.State.CANCELLED
    assert seen(job).sentence == "Завдання скасовано (Юрій\N{NO-BREAK SPACE}Щ.).", (
        "whoever ordered it learns who has cancelled it"
    )


def test_a_running_job_hears_that_it_is_cancelled(monkeypatch: pytest.MonkeyPatch) -> None:
    job = progress.order(work.count_books, 500, title="Порахувати книжки")
    monkeypatch.setattr(progress, "PAUSE_SECONDS", 0)

    class Listener(list[tuple[int, int, str]]):
        def append(self, told: tuple[int, int, str]) -> None:
            super().append(told)
            assert job.task_id is not None
            if len(self) == 3:
                assert actions.cancel(task_id=job.task_id, by="Юрій Щ.", now=timezone.now()) is False

    monkeypatch.setattr(work, "seen_inside", Listener())
    run_worker()
    assert len(work.seen_inside) == 3
    assert (seen(job).state, seen(job).sentence) == (Job.State.CANCELLED, "Завдання скасовано (Юрій Щ.).")


def test_what_is_over_cannot_be_cancelled() -> None:
    job = progress.order(work.simple, title="Спитати сервер")
    run_worker()
    assert job.task_id is not None
    with pytest.raises(Conflict):
        actions.cancel(task_id=job.task_id, by="Юрій Щ.", now=timezone.now())


def test_an_errand_is_not_cancelled() -> None:
    from oseredok.base.mail import tasks

    tasks.keep_sweeping()
    (errand,) = queries.errands()
    assert errand.title == "Надіслати листи, що чекають"
    row = tasks.SWEEPING._turns().get()
    with pytest.raises(Conflict):
        actions.cancel(task_id=row.pk, by="", now=timezone.now())


def test_whoever_ordered_a_job_watches_it_and_nobody_else(client: Client, world: World) -> None:
    job = progress.order(work.simple, title="Спитати сервер", by="Наталя К.", by_id=world.consultant.pk)
    world.sign_in(client, "consultant")
    assert client.get(f"/office/jobs/{job.task_id}/").status_code == 200
    assert client.get(f"/office/jobs/{uuid4()}/").status_code == 404
    assert client.get("/office/jobs/").status_code == 403
    world.sign_in(client, "cataloguer")
    assert client.get(f"/office/jobs/{job.task_id}/").status_code == 404


def test_htmx_asks_for_the_progress_alone_until_it_is_over(client: Client, world: World) -> None:
    job = progress.order(work.simple, title="Спитати сервер")
    world.sign_in(client, "director")
    part = client.get(f"/office/jobs/{job.task_id}/", headers={"HX-Request": "true"}).content.decode()
    assert "every 2s" in part
    assert "<h1>" not in part
    run_worker()
    answer = client.get(f"/office/jobs/{job.task_id}/", headers={"HX-Request": "true"})
    part = answer.content.decode()
    assert "every 2s" not in part
    assert "Готово." in part
    assert answer["HX-Refresh"] == "true", "what can be done next has changed: there is nothing left to cancel"
    assert "Скасувати" not in client.get(f"/office/jobs/{job.task_id}/").content.decode()


def test_a_job_begun_again_after_a_power_cut_starts_from_nothing() -> None:
    first = progress.start(title="Копія", of=3, task_id=uuid4())
    progress.step(first, sentence="Копіюємо базу даних")
    row = Job.objects.get()
    assert (row.done, row.sentence) == (1, "Копіюємо базу даних")
    again = progress.start(title="Копія", of=3, task_id=row.task_id)
    row.refresh_from_db()
    assert again.pk == row.pk
    assert (row.done, row.sentence, row.state) == (0, "", Job.State.RUNNING)


def test_a_job_of_the_command_line_needs_no_queue(client: Client, world: World) -> None:
    with progress.running(title="Копія", of=2) as job:
        progress.step(job)
        progress.finish(job, sentence="Копія готова.")
    (one,) = queries.tasks(state=Job.State.DONE)
    assert (one.title, one.done, one.sentence) == ("Копія", 2, "Копія готова.")
    world.sign_in(client, "administrator")
    assert "Копія готова." in client.get("/office/jobs/").content.decode()


def test_old_jobs_are_forgotten() -> None:
    progress.order(work.simple, title="Спитати сервер")
    assert actions.forget_old_jobs(now=timezone.now()) == 0
    assert actions.forget_old_jobs(now=timezone.now() + actions.KEEP_JOBS * 2) == 1
