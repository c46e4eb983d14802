"""Say in words what the answer to a what-if question rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.outlook.ask import WhatIf
    from detente.outlook.scenario import Case


def notes_of(answer: WhatIf) -> list[tuple[str, list[str]]]:
    """Say what the answer rests on, and what it cannot say: headings with remarks under them."""
    notes = []
    for one in answer.scenarios:
        remarks = [
            *one.remarks,
            *(_of_case(case) for case in one.cases if case.shift.raw is not None),
        ]
        if one.balance:
            middle, low, high = one.balance
            remarks.append(f"balance: log-odds {middle:+.2f} (90 %: {low:+.2f} to {high:+.2f})")
        notes.append((one.condition.text, remarks))
    doubt = answer.doubt
    if doubt:
        asked = f"{doubt.acts} one-way acts in a year are too few to say how often it asks"
        if doubt.share is not None:
            asked = f"requests are {doubt.share:.0%} of {doubt.acts} one-way acts in a year"
        head = (
            f"Doubt of {doubt.ally} about {doubt.patron}: {asked}; "
            f"log rate scatters by {doubt.scatter:.2f} over who may lead."
        )
        notes.append((head, []))
    return notes


def _of_case(case: Case) -> str:
    shift = case.shift
    return (
        f"{case.target}: log rate {shift.raw:+.2f} as counted, {shift.mean:+.2f} "
        f"(±{1.645 * shift.error:.2f}) after shrinking; sign holds with probability "
        f"{shift.same_sign:.2f}; {case.turnovers or 0:.0%} of {case.compared} past "
        f"turnovers moved more, and {case.placebo or 0:.0%} of dates without one."
    )
