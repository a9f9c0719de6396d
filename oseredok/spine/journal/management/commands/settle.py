"""`settle`: add untallied entries of the journal to its tally; `--rebuild` adds every entry up anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from oseredok.spine.journal import tally


class Command(BaseCommand):
    help = "Додати нові записи щоденника до денних підсумків."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rebuild", action="store_true", help="Порахувати всі підсумки заново із записів.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["rebuild"]:
            self.stdout.write(f"Підсумки пораховано заново: {tally.rebuild()}.")
        else:
            self.stdout.write(f"Додано записів до підсумків: {tally.settle()}.")
