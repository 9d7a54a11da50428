"""Gazetteer: capitalised words that are no part of a personal name; they tell where a title ends and a name begins.

In "Kepala Bidang Perlindungan Masyarakat Satpol PP Kota Malang Sugeng Hari Purwanto" only the last three words
are none of these. The words stand in data files, each with its source and date.
"""

from __future__ import annotations

from scraper.quotes.word_lists import pair_list, word_list

ORGANISATIONS = word_list("organisations")
NAMESAKES = word_list("namesakes")
NOUNS = word_list("nouns")
PLACES = word_list("places")
PLACE_HEADS = word_list("place_heads")
VILLAGE_TITLES = word_list("village_titles")
UNIVERSITIES = word_list("universities")
PLACES_AND_NAMES = word_list("places_and_names")
LAST_NAMES = word_list("last_names")
FUNCTION = word_list("function_words")
#: Words that stand in small letters in most articles.
COMMON = word_list("common_words")
#: Names of two words whose second is a personal name elsewhere ("Aceh Jaya").
PLACE_PAIRS = frozenset(pair_list("place_pairs"))

NEVER_IN_NAMES = ORGANISATIONS | NOUNS | PLACES | PLACE_HEADS | FUNCTION
WEEKDAYS = frozenset("senin selasa rabu kamis jumat jum'at jum’at sabtu minggu ahad monday".split())
MONTHS = frozenset("januari februari maret april mei juni juli agustus september oktober november desember".split())
