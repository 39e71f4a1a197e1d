"""Thursday: three of forty entries of the week were wrong, and are mended by three commands."""

from __future__ import annotations

from tests.conftest import Wagamachi


def _table(fuchu: Wagamachi, *words: str) -> dict[str, int]:
    report = fuchu.json("report", "activity", "R3", "--source", "recorded", *words)
    key = report["columns"][0]["key"]
    return {row[key]: row["total"] for row in report["rows"] if row["total"]}


def test_three_commands_mend_the_week(fuchu: Wagamachi) -> None:
    councils = ("OKS", "四谷", "住吉", "中央")
    for number in range(40):
        fuchu.ok(
            "activity", "add", f"架空の会{number:02}", "--category", "居場所" if number % 2 else "生活支援",
            "--started", "R3.5.12", "--council", councils[number % 4],
        )  # fmt: skip
    fuchu.ok("activity", "session", "add", "架空の会20", "--on", "1/17", "--attendees", "12")
    fuchu.ok("activity", "session", "add", "架空の会24", "--on", "1/18", "--attendees", "9")
    before = _table(fuchu, "--by", "council")

    fuchu.ok("activity", "edit", "架空の会37", "--council", "中央")
    fuchu.ok("merge", "架空の会24", "--into", "架空の会20")
    fuchu.ok("activity", "remove", "架空の会39", "--reason", "実際にはなかった")

    after = _table(fuchu, "--by", "council")
    assert before["ささえあい四谷"] - after["ささえあい四谷"] == 1
    assert after["中央ささえあいの会"] == before["中央ささえあいの会"] + 1 - 1
    assert before["押立・車返ささえあい協議会"] - after["押立・車返ささえあい協議会"] == 1
    assert sum(_table(fuchu, "--by", "council").values()) == 38 * 2, "the rows and their total"
    assert _table(fuchu)["total"] == 38
    why = fuchu.json("report", "why", "R3", "session.attendances")
    assert (why["value"], len(why["rows"])) == (21, 2)
    assert {row["activity"] for row in fuchu.json("activity", "session", "list")} == {"架空の会20"}
    assert fuchu.ok("check").code == 0
