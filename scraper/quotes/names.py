"""Personal names in running text: where a name begins and ends, told by how the article prints it elsewhere."""

from __future__ import annotations

from itertools import product

from scraper.quotes.gazetteer import ORGANISATIONS, PLACE_HEADS, VILLAGE_TITLES
from scraper.quotes.name_words import (
    GAP,
    JOINING,
    PAIR,
    is_before_name,
    is_last_name,
    is_local,
    is_name_word,
    own_words,
    step_left,
)
from scraper.quotes.occurrences import (
    EDGES,
    PLACING,
    Span,
    begins_sentence,
    in_subhead,
    is_ordinary,
    occurrences,
    speaks,
    stands_alone,
    stands_behind,
    word_before,
)
from scraper.quotes.role_nouns import DEGREE_WORDS, NICKNAMES

#: Characters to each side of a word that hold the rest of its name.
_REACH = 60
#: Letters of the shortest name of a place, but for two capitals.
_MIN_PLACE = 3
_OF_VILLAGES = tuple(sorted(title.capitalize() for title in VILLAGE_TITLES))


def fullest(body: str, name: str, before: int) -> Span | None:
    """Offsets of the longest printed name that holds `name` as whole words, first before an offset, then anywhere.

    Sub-heads are in title case and are not asked. None when the text has `name` nowhere as whole words.
    """
    best = _longest(body, spans_with(body, name, 0, before))
    if best and _length(body, best) > name.count(" ") + 1:
        return best
    later = _longest(body, spans_with(body, name, before, len(body)))
    if best is None or later is None:
        return best or later
    return later if _length(body, later) > _length(body, best) else best


def spans_with(body: str, name: str, lo: int, hi: int) -> list[Span]:
    """Offsets of the names in which a word is printed between two offsets, each as long as it is printed, in order."""
    found = []
    for start, end in occurrences(body, name, lo, hi):
        if not in_subhead(body, start):
            found.append(name_around(body, start, end))
    return found


def _longest(body: str, spans: list[Span]) -> Span | None:
    best = None
    longest = 0
    for span in spans:
        if span[1] - span[0] > longest and (best is None or _length(body, span) > _length(body, best)):
            best = span
            longest = span[1] - span[0]
    return best


def _length(body: str, span: Span) -> int:
    return body.count(" ", *span) + 1


def name_around(body: str, start: int, end: int) -> Span:
    """Offsets of the whole name around a part of it, without what only stands before it."""
    first, last = widen(body, start, end)
    if first < start and not _left_holds(body, first, start):
        return start, last
    return first, last


def _left_holds(body: str, first: int, at: int) -> bool:
    """Whether the words before a short name belong to it: an ordinary word that begins a sentence does not."""
    if not begins_sentence(body, first):
        return True
    here = first
    for word in body[first:at].split():
        if is_ordinary(body, word, here):
            return False
        here += len(word) + 1
    return True


def widen(body: str, start: int, end: int) -> Span:
    """Offsets of the whole name around a part of it: `body[start:end]` grows over neighbouring name words."""
    last = _widen_right(body, end)
    first = _widen_left(body, start, body.count(" ", start, last) + 1)
    if first == start and last == end:
        return start, end
    if f"({body[start:end]})" in body:
        return start, end
    if first == start:
        return start, last
    first = min(own_start(body, first, last), start)
    if first < start:
        word, following = body[first:last].split(" ", 2)[:2]
        if place_here(body, word_before(body, first), word, following):
            first += len(word) + 1
    return first, last


def _widen_left(body: str, start: int, count: int) -> int:
    if body[start - 1 : start] != " ":
        return start
    before = word_before(body, start)
    if not before[:1].isupper() and before not in JOINING:
        return start
    line = body[max(0, start - _REACH) : start].rsplit("\n", 1)[-1]
    words = line.split(" ")
    first = last = len(words) - 1
    words[last:] = body[start : start + _REACH].split(" ", 2)
    while first > 0 and not is_local(words, first):
        step = step_left(words, first)
        if not step:
            break
        first -= step
    first = own_words(words, first, last, last - first + count)
    return start - sum(len(word) + 1 for word in words[first:last])


def _widen_right(body: str, end: int) -> int:
    """Where a name ends that goes on behind `end`."""
    letter = body[end + 1 : end + 2]
    if body[end : end + 1] != " " or not (letter.isupper() or letter in "bvda"):
        return end
    words = body[max(0, end - _REACH // 2) : end].rsplit("\n", 1)[-1].split()
    at = end
    joined = 0
    following = body[end + 1 : end + _REACH].split(" ")
    for i, printed in enumerate(following):
        if printed in JOINING:
            joined += len(printed) + 1
            continue
        word = _bare(printed)
        words.append(word)
        if word in DEGREE_WORDS or not _goes_on([*words, *following[i + 1 : i + 2]], len(words) - 1):
            break
        at += joined + 1 + len(word)
        joined = 0
        if word != printed:
            break
    return at


def _bare(printed: str) -> str:
    """A word of a name without what follows it: "Silalahi," and the first of "Subianto-Gibran", but "M." whole."""
    line = printed.split("\n", 1)[0]
    word = line.rstrip(EDGES)
    if len(word) == 1 and is_name_word(line[:2]):
        return line[:2]
    return word.split("-")[0] if PAIR.match(word) else word


def _goes_on(words: list[str], at: int) -> bool:
    if is_name_word(words[at]):
        return True
    return bool(words[at]) and is_last_name(words, at)


def own_start(body: str, start: int, end: int) -> int:
    """Where a person's name begins in a run of name words whose first are the name of something else.

    They are when they stand elsewhere without it ("Pusat Rehabilitasi Nyaru Menteng |Agung Monterado|"), in small
    letters, or behind the word for a body when a later word is that of somebody who speaks ("PT Medika Cipta |Irwan|").
    """
    words = body[start:end].split(" ")
    if len(words) < 3:
        return start
    if f" {words[0].lower()} " in body and not begins_sentence(body, start):
        return own_start(body, start + len(words[0]) + 1, end)
    if word_before(body, start).lower() in ORGANISATIONS and not speaks(body, words[0]):
        for count in range(1, len(words) - 1):
            if speaks(body, words[count]):
                return start + len(" ".join(words[:count])) + 1
    for count in range(2, len(words) - 1):
        before = " ".join(words[:count])
        if stands_alone(body, before) and not speaks(body, before):
            return start + len(before) + 1
    return start


def place_here(body: str, before: str, word: str, following: str) -> bool:
    """Whether the article itself shows that a word before a name is a place's or a body's and not part of it.

    It does when it prints "(BI)" or "di Gondang", or when both words stand alone elsewhere: "Persiba" and "Joko" in
    an article on "pelatih Persiba Joko Susilo". Behind the title of a village's head it is enough that the second does.
    """
    if f"({word})" in body:
        return True
    if len(word) == 2 and word.isupper():
        return body.count(f" {word} ") > body.count(f" {word} {following}")
    if min(len(word), len(following)) < _MIN_PLACE or (before != GAP and is_before_name(before)):
        return False
    return _is_place(body, before, word, following)


def _is_place(body: str, before: str, word: str, following: str) -> bool:
    both = f"{word} {following}"
    together = body.count(both)
    second_alone = body.count(following) > together
    if before.lower() in PLACE_HEADS:
        return second_alone
    if body.count(word) == together:
        return second_alone and _is_of_village(body, before, both)
    if speaks(body, word):
        return False
    if stands_behind(body, word, PLACING):
        return True
    if not stands_alone(body, word):
        return False
    return second_alone or body.count(f"{before} {word}") > body.count(f"{before} {both}")


def _is_of_village(body: str, before: str, both: str) -> bool:
    places = ("", f"{before} ")
    return any(f"{title} {place}{both}" in body for title, place in product(_OF_VILLAGES, places))


def initials(name: str) -> str:
    """First letters of a name's words: "Agus Harimurti Yudhoyono" gives "AHY"."""
    return "".join(word[0] for word in name.split())


def nickname_of(mention: str) -> str | None:
    """The name behind a nickname that shares no word with it, None when the table has none."""
    return NICKNAMES.get(mention.lower())
