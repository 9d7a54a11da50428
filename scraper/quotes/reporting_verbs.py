"""Words that report speech, as data.

Counts are occurrences directly after a quotation in 1,000 stored detik articles and 1,018 stored Kompas
articles: the bare root ("kata"), then the root with the clitic -nya ("katanya"). The cue is the root, not the
meN- form. Roots without counts were seen on single pages or are ordinary Indonesian.
"""

from __future__ import annotations

#: root -> (bare, with -nya).
COUNTED: dict[str, tuple[int, int]] = {
    "kata": (1986, 616),
    "ujar": (866, 696),
    "ucap": (155, 177),
    "tutur": (156, 154),
    "jelas": (136, 176),
    "ungkap": (101, 101),
    "tegas": (55, 72),
    "terang": (52, 41),
    "imbuh": (50, 88),
    "lanjut": (43, 65),
    "tulis": (38, 1),
    "tambah": (38, 133),
    "papar": (37, 30),
    "pungkas": (30, 114),
    "sebut": (28, 24),
    "tutup": (22, 29),
    "beber": (21, 20),
    "sambung": (19, 85),
    "tandas": (11, 14),
    "tanya": (10, 1),
    "urai": (4, 4),
    "jawab": (3, 1),
    "tukas": (2, 1),
    "harap": (1, 6),
    "pesan": (1, 1),
    "cetus": (0, 1),
    "kenang": (0, 1),
    "ajak": (1, 0),
    "cerita": (1, 0),
    "desak": (1, 0),
}

_UNCOUNTED = """
    aku akui bantah bilang bisik canda celetuk cerca dalih duga gumam gurau imbau ingat ingatkan kelakar keluh
    kelit ketus kilah kisah klaim lontar minta nasihat nilai pangkas papar pekik pinta puji pernyataan rinci ringkas
    sahut sarankan sebut seloroh serang seru sesal simpul sindir singgung singkat tampik tanggap teriak tekan
    timpal tolak tuding tuntut ulas umpat usul yakin
"""

#: Roots that report speech when they stand directly after a quotation.
ROOTS = frozenset(COUNTED) | frozenset(_UNCOUNTED.split())

#: English cues, for English pages and for quotations left in English.
ENGLISH = frozenset("said says added told explained asked replied wrote stated noted".split())

#: "Demikian pernyataan", "begitu bunyi": a word that only leads to the cue.
LEADS = frozenset({"demikian", "demikianlah", "begitu", "begitulah", "seperti", "sebagaimana"})

#: Roots whose subject is a text: the speaker is a document or an account.
DOCUMENT_ROOTS = frozenset({"bunyi", "tulis", "pernyataan", "keterangan", "tertulis", "isi"})

#: meN- and ber- verbs that say how somebody said something; the subject stands before them. Counts per 1,000
#: detik articles: mengatakan 509, menyebut 247, menjelaskan 213, menegaskan 208, menilai 160, menambahkan 99,
#: mengaku 92, berharap 90, menyampaikan 75, meminta 65, menyatakan 64, menekankan 60, mengungkapkan 57.
ACTIVE = frozenset(
    """
    mengatakan menyebut menjelaskan menegaskan menilai menambahkan mengaku berharap menyampaikan meminta
    menyatakan menekankan mengungkapkan memastikan menyebutkan mengingatkan mengungkap menyoroti melanjutkan
    menuturkan mengakui menduga mencontohkan menerangkan membenarkan memaparkan mengimbau menghimbau bilang
    membeberkan menceritakan merinci mengklaim berpendapat berujar berkata bertutur mengutarakan melontarkan
    mengemukakan memprediksi menampik membantah menepis mengeluhkan menyayangkan mengapresiasi berpandangan
    berpesan bercerita beralasan berdalih berargumen menandaskan menguraikan menyarankan menanggapi menjawab
    menimpali menyimpulkan memperkirakan mempertanyakan menanyakan bertanya menyesalkan mengusulkan menganggap
    meyakini mengucapkan mengajak mendesak menginginkan mendorong memuji mengkritik menyindir menuding menolak
    mengisahkan mengenang menyinggung memperingatkan berkomentar bersyukur berjanji menargetkan optimistis
    optimis merasa percaya menulis menyerukan menyambut mengulas menyadari said says added told
    """.split()
)

#: Active verbs that also mean deeds: they tell who is on stage, but what follows is no reported speech.
DEEDS = frozenset(
    """
    mengungkap menyoroti mengapresiasi menanggapi bersyukur mendorong merasa memuji menolak menyambut mendesak
    menyebut menargetkan menulis mengajak optimistis optimis percaya menyadari mengenang menyinggung
    """.split()
)

#: Passive verbs; the speaker stands behind them, with or without "oleh".
PASSIVE = frozenset(
    """
    dikatakan disampaikan diungkapkan dijelaskan ditegaskan dituturkan dibenarkan disebutkan diutarakan dikemukakan
    dinyatakan diakui ditambahkan dipaparkan diterangkan diucapkan dilontarkan disuarakan diceritakan dialami
    dirasakan dikeluhkan diamini ditekankan
    """.split()
)

#: Adverbs that may stand between the subject and its verb.
ADVERBS = """
    juga pun lalu kemudian turut kembali sempat telah sudah tak tidak akan hanya masih bahkan sendiri terus ikut
    selalu memang langsung pernah lantas sangat cukup lebih sedikit sungkan lagi pula tetap bisa dapat kini segera
    enggan
""".split()

#: What personal pronouns look like where a speaker is due.
PRONOUNS = frozenset({"dia", "ia", "beliau", "dirinya", "pihaknya", "he", "she"})

#: Nouns of things that are written: what they "say" is no person's speech.
DOCUMENTS = frozenset(
    """
    laporan surat akun beleid aturan pasal pernyataan keterangan rilis siaran postingan unggahan spanduk poster
    putusan dakwaan studi penelitian riset jurnal artikel berita media harian koran majalah situs pengumuman edaran
    maklumat laman caption takarir undang-undang peraturan ayat tulisan pesan prasasti
    """.split()
)

#: Nouns of many people speaking as one.
COLLECTIVES = frozenset("para tim massa pihak mereka pengunjuk demonstran kelompok netizen warganet".split())

#: Words that end the phrase naming a speaker: what follows is where, when and to whom (measured on 1,850
#: Kompas statements: the phrase cut here overlaps the labelled speaker in 97.6 %).
TAIL = """
    saat dalam pada ketika usai seusai selepas kepada melalui lewat sembari sambil seraya setelah sebelum sesudah
    dengan yang terkait mengenai tentang soal perihal menanggapi menjelaskan menambahkan menegaskan menirukan
    mengakhiri menutup menyikapi merujuk mengutip dari di ke untuk seperti sebagaimana dikutip dilansir melansir
    sebagai selaku lagi kemarin tadi waktu usainya ditemui dihubungi dikonfirmasi mengawali menceritakan
    mengingatkan menyoal sewaktu begitu karena hingga sejak terhadap atas tersenyum singkat santai bercanda
    tertawa berharap mencontohkan memastikan menutupi juga pun lalu kemudian dan serta dihadapan hari pagi siang
    sore malam via bersama beserta didampingi bernada terbata lirih tegas setelahnya ditemani mewakili
""".split()
