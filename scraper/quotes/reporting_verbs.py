"""Reporting verbs, and the words around them: data files with source and date, and the small closed lists.

The cue is the root ("kata", "ujar"), not the meN- form, directly behind a quotation. In 1,000 stored detik articles
and 1,018 of Kompas: kata 1986, ujar 866, tutur 156, ucap 155, jelas 136, ungkap 101; with -nya: ujarnya 696,
katanya 616, ucapnya 177, jelasnya 176, tuturnya 154, tambahnya 133, pungkasnya 114, ungkapnya 101.
"""

from __future__ import annotations

from scraper.quotes.word_lists import word_list

#: Roots that report speech when they stand directly after a quotation.
ROOTS = word_list("reporting_roots")
#: Roots that report speech directly behind a closing mark; the rarer ones nowhere else.
QUOTED_ROOTS = ROOTS | word_list("quoted_roots")
#: Roots that say no more than that somebody says ("lanjut |kata| dia").
PLAIN_ROOTS = frozenset({"kata", "ujar", "tulis", "ucap", "tutur"})
#: English cues, for English pages and for quotations left in English.
ENGLISH = frozenset("said says added told explained asked replied wrote stated noted".split())
#: "Demikian pernyataan", "begitu bunyi": a word that only leads to the cue.
LEADS = frozenset({"demikian", "demikianlah", "begitu", "begitulah", "seperti", "sebagaimana"})
#: Roots whose subject is a text: the speaker is a document or an account.
DOCUMENT_ROOTS = frozenset({"bunyi", "tulis", "pernyataan", "keterangan", "tertulis", "isi"})
#: meN- and ber- verbs that say how somebody said something; the subject stands before them.
ACTIVE = word_list("active_verbs")
#: Active verbs that also mean deeds: they tell who has the focus, but what follows is no reported speech.
DEEDS = word_list("deed_verbs")
#: Passive verbs; the speaker stands behind them, with or without "oleh".
PASSIVE = word_list("passive_verbs")
#: Adverbs that may stand between the subject and its verb.
ADVERBS = word_list("adverbs")
#: What personal pronouns look like where a speaker is due.
PRONOUNS = frozenset("dia ia beliau dirinya pihaknya he she iapun diapun beliaupun dirinyapun".split())
#: Nouns of things that are written: what they "say" is no person's speech.
DOCUMENTS = word_list("documents")
#: Nouns of many people speaking as one.
COLLECTIVES = frozenset("para tim massa pihak mereka pengunjuk demonstran kelompok netizen warganet".split())
#: Words that end the phrase naming a speaker: what follows is where, when and to whom.
TAIL = word_list("tail_words")
#: Begin a clause with a subject of its own.
CONJUNCTIONS = frozenset(
    """
    sehingga karena namun lantas selagi seraya sambil sembari tetapi tapi sementara sedangkan dan lalu kemudian bahkan
    padahal meski meskipun walau walaupun jika apabila ketika saat maka sebab serta atau
    """.split()
)
