"""Role nouns, honorifics and degrees: words for what somebody is, from data files with source and date."""

from __future__ import annotations

from scraper.quotes.word_lists import pair_list, word_list

#: First words of a role phrase ("Kepala Dinas Perhubungan DKI Jakarta"), lower case.
ROLES = word_list("role_nouns")
#: Role nouns that are personal names as well: a role only at the head of a phrase.
ROLES_AND_NAMES = word_list("roles_and_names")
#: What stands directly before a personal name; no part of it.
HONORIFICS = word_list("honorifics")
#: Corps and grades between a rank and a name ("Mayor Sus", "Letkol Inf", "Kolonel Laut (P)").
CORPS = word_list("corps")
#: Short and long forms of one title.
LONG_FORMS = dict(pair_list("long_forms"))
#: Nicknames that no rule leads back to the name, lower case; used only where the article prints the name.
NICKNAMES = dict(pair_list("nicknames"))

#: Abbreviated subjects of a degree; with a space before them only these are one ("M Si", but "M Ali" is a name).
_SUBJECTS = (
    "(?:Si|Pd|PdI|Kes|Hum|Kom|Ag|Sos|Sc|Th|Ak|Kep|Farm|Psi|Or|Sn|Ikom|Pt|Hut|Tr|Eng|Gizi|OG|PD|An|KG|T|H|M|E|I|P|K)"
)
_LEVELS = r"(?:S|M|A|D|Sp|Ph|LL|B|Dipl)\.?"
_DEGREE_FORMS = (
    rf"{_LEVELS} {_SUBJECTS}\.?(?:\.[A-Z][a-z]*\.?)*",
    rf"{_LEVELS}[A-Z][A-Za-z]{{0,5}}\.?(?:[.-][A-Z][A-Za-z]*\.?)*",
    "SH|SE|ST|MM|MH|MT|MSi|MPd|SPd|MBA|MA|MSc|PhD",
    "[A-Z]{3,5}-[A-Z]",
)
#: Trailing degrees; a comma before one is no end of the name and starts no second person.
DEGREES = "|".join(_DEGREE_FORMS)
#: Degrees that look like initials behind a name.
DEGREE_WORDS = frozenset(
    """
    ST SH SE MM MH MT MA SP SS SIK Lc SKM SPd MPd MSi SSos SIP MAP MKes Msi Mpd Spd MAg SAg MHum MSc SHI SEI SSTP
    STP SHut SPt SKep SFarm SPsi MPsi SKom MKom SIKom MIKom SSi SSn STrK
    """.split()
)
