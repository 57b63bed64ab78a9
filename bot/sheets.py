"""A sheet as a file: comma-separated, as a workbook, or as JSON."""

from __future__ import annotations

import csv
import io
import json

from dialogs.recipes import Sheet
from knowledge.scan import SKIPPED


def objects(sheet: Sheet) -> bytes:
    """A list of JSON objects, by the names of the columns."""
    return json.dumps([dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows], ensure_ascii=False, indent=2).encode() + b"\n"


def commas(sheet: Sheet) -> bytes:
    """Comma-separated with a heading, as spreadsheets open it: UTF-8 with its mark, and no text taken for a formula."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(sheet.columns)
    writer.writerows(tuple(_plain(value) for value in row) for row in sheet.rows)
    return file.getvalue().encode("utf-8-sig")


def _plain(value: str) -> str:
    """A leading `=`, `+`, `-` or `@` starts a formula in a spreadsheet (OWASP, CSV injection); the sign of a skip alone does not."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) and value != SKIPPED else value


def workbook(sheet: Sheet) -> bytes:
    """A workbook with one page; what is no number is text, so that nothing is taken for a formula."""
    import xlsxwriter  # noqa: PLC0415 (only for who asks for a workbook)

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet(sheet.name)
        page.freeze_panes(1, 0)
        page.write_row(0, 0, sheet.columns, book.add_format({"bold": True}))
        for number, row in enumerate(sheet.rows, 1):
            for column, value in enumerate(row):
                if sheet.columns[column] in sheet.numbers and value.isdecimal():
                    page.write_number(number, column, int(value))
                else:
                    page.write_string(number, column, value)
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
        page.autofit()
    return file.getvalue()
