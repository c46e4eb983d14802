"""What cleaning keeps, drops and finds out."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.documents.chrome import is_chrome
from detente.documents.clean import clean
from detente.documents.credits import dateline
from detente.documents.layout import paragraphs

STORY = (
    "Chile and Norway signed a treaty on fisheries on Monday.\n\n"
    "The ministers met in Oslo for two hours. They plan to meet again in May.\n\n"
    "Both sides called the treaty a first step."
)


@pytest.mark.parametrize(
    "line",
    [
        "Site icon The Daily Example",
        "Exit mobile version",
        "Advertisement",
        "Advertisement Continue reading the main story",
        "Skip to main content",
        "Share this article",
        "Share on Facebook",
        "Read more",
        "READ MORE: Ministers quarrel over cod",
        "Related: How fish are counted",
        "See also: Ten facts on herring",
        "More: The harbour, in pictures",
        "You may also like:",
        "Sign up for our morning newsletter",
        "Subscribe to the Example for full access",
        "Follow us on Twitter",
        "Follow Ann Example on Twitter: @annexample",
        "Like Example World on Facebook and stay updated",
        "Scroll down for video",
        "Photo",
        "Image copyright Example Pictures Image caption The harbour of Oslo",
        "FILE - In this May 3, 2019 file photo, a minister waves in Oslo.",
        "Media playback is unsupported on your device",
        "Tags: fish, treaties",
        "Updated at 9:50 p.m. Thursday 4 May 2023",
        "3 min read",
        "We use cookies to improve our site.",
        "By continuing to use this site you agree to our use of cookies.",
        "Copyright 2018 The Example Press. All rights reserved.",
        "© 2019 Example Media",
        "Ann Example in Oslo contributed to this report.",
        "(Reporting by Ann Example; Editing by Bo Sample)",
        "This article was amended on 3 May 2019 to correct a name.",
        "The views expressed in this article are the author's own.",
        "Facebook | Twitter | Email",
    ],
)
def test_drops_the_lines_of_a_site(line: str) -> None:
    cleaned = clean(f"{STORY}\n\n{line}", title="T")
    assert cleaned.text == STORY
    assert cleaned.dropped == (line,)


@pytest.mark.parametrize(
    "sentence",
    [
        "The two leaders met in Tokyo.",
        "Share prices fell in Oslo after the ministers left the talks.",
        "Follow-up talks are planned for May.",
        "Read by millions, the paper called for new elections.",
        "Video of the attack was shown to the council.",
        "Photographs of the border were handed to the ambassador.",
        "More than 50 soldiers crossed the border.",
        "Sign language was used at the summit.",
        "Related talks went on in Geneva.",
        "Next week the ministers will meet again.",
        "He said: “We will sign up with the alliance.”",
        "Subscribers to the treaty met in Vienna. They agreed on a date.",
        "Close allies of the president left the party.",
        "End of the war: what the treaty says about the border.",
    ],
)
def test_keeps_sentences_that_begin_alike(sentence: str) -> None:
    assert not is_chrome(sentence)


def test_drops_the_headlines_behind_read_more_up_to_the_next_sentence() -> None:
    text = (
        f"{STORY}\n\nRead more:\n\nCod wars, a history\n\nHow fish are counted\n\nThe talks go on."
    )
    cleaned = clean(text, title="T")
    assert cleaned.text == f"{STORY}\n\nThe talks go on."


def test_drops_a_long_run_of_headlines_on_one_line() -> None:
    links = "Read more: " + " ".join(f"Headline number {n} of the day" for n in range(40))
    assert clean(f"{STORY}\n\n{links}", title="T").text == STORY


def test_drops_lists_of_links_and_keeps_lists_of_words() -> None:
    text = (
        "They agreed on:\n\n- [Fish](https://example.org/a) quotas\n- a joint patrol\n\n"
        "Further reading\n\n- [Cod](https://example.org/b)\n- [Herring](https://example.org/c)"
    )
    kept = clean(text, title="T").text.split("\n\n")
    assert kept == ["They agreed on:", "Fish quotas", "a joint patrol"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Treaty signed\n\nThe text.", ["Treaty signed", "The text."]),
        ("The **treaty** was *signed* by __both__.", ["The treaty was signed by both."]),
        ("See [the text](https://example.org/a_(b)).", ["See the text."]),
        ("See [the\ntext](https://example.org/a).", ["See the text."]),
        ("![a harbour](a.jpg)\n\nThe text.", ["The text."]),
        ("Write to <https://example.org> now.", ["Write to now."]),
        ("- one\n- two\n  goes on\n- three", ["one", "two goes on", "three"]),
        ("1.  one\n2.  two", ["1. one", "2. two"]),
        ("> quoted words\n> go on", ["quoted words go on"]),
        ("Before\n\n---\n\nAfter\n\n\\###", ["Before", "After"]),
        (r"Section \(i\) and 5\* and snake_case", ["Section (i) and 5* and snake_case"]),
        ("The <s>cod</s> \\[herring\\] of the <u>north</u>", ["The [herring] of the north"]),
        ("First<br>second <!-- x -->", ["First second"]),
        ("Cod &amp; herring&nbsp;talks", ["Cod & herring talks"]),
        ("2 * 3 is 6", ["2 * 3 is 6"]),
    ],
)
def test_takes_off_the_marks_of_markdown(text: str, expected: list[str]) -> None:
    assert paragraphs(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb\rc\u2028d", "A B C D"),
        ("caf\u0065\u0301\u00a0is\u200b open\x07\ufeff", "café is open"),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
def test_normalises_characters(text: str, expected: str) -> None:
    assert " ".join(paragraphs(text)).casefold() == expected.casefold()


def test_unfolds_wrapped_lines() -> None:
    wrapped = (
        "The ministers of Chile and Norway met in Oslo on Monday and signed\n"
        "a treaty on fisheries. They had been at odds over the matter for a\n"
        "decade.\n\nBoth sides called it a first step towards a wider treaty on\n"
        "the sea."
    )
    assert [len(block.split(". ")) for block in paragraphs(wrapped)] == [2, 1]
    assert "decade." in paragraphs(wrapped)[0]


def test_keeps_lines_that_are_paragraphs() -> None:
    lines = [
        f"Paragraph {n} is a long line of its own, " + "with many words in it " * 5 for n in "abc"
    ]
    assert paragraphs("\n".join(lines)) == [line.strip() for line in lines]


def test_keeps_the_lines_of_a_list_of_names_apart() -> None:
    text = "Secretary of the Treasury Ann Example  \nSecretary of State Bo Sample  \nand others"
    assert len(paragraphs(text)) == 2


@pytest.mark.parametrize(
    ("line", "publisher", "byline"),
    [
        (
            "This article is republished from The Example, an independent organization. "
            "It was written by: Ann B. Example, Sample University",
            "The Example",
            "Ann B. Example, Sample University",
        ),
        ("This story was originally published by Example News.", "Example News", None),
        (
            "This article first appeared in Example Weekly. Read the original.",
            "Example Weekly",
            None,
        ),
        ("Originally published on Example Science.", "Example Science", None),
        (
            "This piece was republished with permission from Example Today under a licence.",
            "Example Today",
            None,
        ),
    ],
)
def test_reads_where_a_text_was_first_published(
    line: str, publisher: str, byline: str | None
) -> None:
    cleaned = clean(f"{STORY}\n\n{line}", title="T")
    assert (cleaned.original_publisher, cleaned.byline) == (publisher, byline)
    assert cleaned.text == STORY


def test_takes_no_report_within_the_story_for_a_republication() -> None:
    story = f"{STORY}\n\nThe study was first published in the Example Journal."
    cleaned = clean(story, title="T")
    assert cleaned.original_publisher is None
    assert cleaned.text == story


def test_prefers_the_byline_that_the_source_gives() -> None:
    cleaned = clean(f"By Ann Example\n\n{STORY}", title="T", byline="Bo Sample")
    assert (cleaned.byline, cleaned.text) == ("Bo Sample", STORY)


@pytest.mark.parametrize(
    "line", ["By Ann Example", "By Ann Example and Bo de la Sample, Example News"]
)
def test_reads_a_byline_at_the_top(line: str) -> None:
    cleaned = clean(f"{line}\n\n{STORY}", title="T")
    assert cleaned.byline == line.removeprefix("By ")
    assert cleaned.text == STORY


@pytest.mark.parametrize(
    "biography",
    [
        "Ann B. Example is a professor of history at Sample University.",
        "Ann Example is a Sample Foundation Network for the Future Scholar. "
        "She was previously a fellow elsewhere.",
        "Ann Example and Bo Sample are reporters based in Oslo.",
        "About the author: Ann Example writes on the sea.",
    ],
)
def test_drops_the_biography_of_the_author(biography: str) -> None:
    assert clean(f"{STORY}\n\n{biography}", title="T").text == STORY


@pytest.mark.parametrize(
    "last",
    [
        "Jonas Berg is the prime minister of Norway.",
        "The treaty is a fellow of the older one.",
    ],
)
def test_keeps_last_paragraphs_that_are_no_biography(last: str) -> None:
    assert clean(f"{STORY}\n\n{last}", title="T").text.endswith(last)


def test_keeps_the_last_paragraph_on_a_person_of_the_story() -> None:
    text = f"Ann Example was named envoy.\n\n{STORY}\n\nAnn Example is a professor of law."
    assert clean(text, title="T").text == text


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("WASHINGTON, April 10 (Reuters) - ", "Reuters"),
        ("OSLO (NTB) — ", "NTB"),
        ("OSLO, Norway (NTB) -- ", "NTB"),
        ("TOKYO/SEOUL (Reuters) - ", "Reuters"),
        ("Oslo, May 3 (NTB) - ", "NTB"),
        ("WASHINGTON — ", None),
        ("WASHINGTON – ", None),
        ("LAKE FOREST, Ill. — ", None),
        ("(CNN) ", "CNN"),
    ],
)
def test_parts_a_dateline_from_the_text(line: str, agency: str | None) -> None:
    assert dateline(f"{line}The ministers met.") == (agency, "The ministers met.")


@pytest.mark.parametrize(
    "sentence",
    [
        "THE PRESIDENT:  Thank you all.",
        "MR. BERG — Thank you.",
        "NATO is critical to our survival.",
        "The U.S. — and Norway — agreed.",
        "Norway (a member of NATO) agreed.",
        "A well-known minister (Berg) - resigned.".lower(),
    ],
)
def test_takes_no_sentence_for_a_dateline(sentence: str) -> None:
    assert dateline(sentence) is None


def test_takes_the_headline_off_the_top() -> None:
    headline = "Chile and Norway sign treaty on fisheries"
    assert clean(f"{headline}\n\n{STORY}")[:2] == (STORY, headline)
    assert clean(f"{headline}\n\n{STORY}", title=headline.upper())[:2] == (STORY, headline.upper())
    assert clean(f"{headline}\n\n{STORY}", title="Another").text == f"{headline}\n\n{STORY}"
    assert clean(STORY)[:2] == (STORY, None)


@given(st.text(max_size=300))
def test_cleans_any_text_without_leaving_odd_characters(text: str) -> None:
    cleaned = clean(text).text
    assert "\n\n\n" not in cleaned
    assert "\r" not in cleaned
    assert "\u00a0" not in cleaned
    assert cleaned == cleaned.strip()


@given(st.lists(st.sampled_from(["The talks ended", "They met", "Both agreed"]), min_size=1))
def test_changes_nothing_in_a_clean_text(sentences: list[str]) -> None:
    text = "\n\n".join(f"{sentence} on day {n}." for n, sentence in enumerate(sentences))
    assert clean(text, title="T").text == text


@pytest.mark.parametrize(
    "part", ["[", "![", "<!--", "*", "_a", "<", "&a", "[a](", "A b\n", "# ", " "]
)
def test_cleans_hostile_text_in_time(part: str) -> None:
    begun = time.perf_counter()
    clean((part * 100_000) + "x")
    assert time.perf_counter() - begun < 5
