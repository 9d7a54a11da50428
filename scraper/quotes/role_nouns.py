"""Words for what somebody is, as data: role nouns, ranks, honorifics, degrees.

Lists from stored pages of twenty publishers and from the ranks of the Indonesian police and forces.
"""

from __future__ import annotations

#: First words of a role phrase ("Kepala Dinas Perhubungan DKI Jakarta"), lower case.
ROLES = frozenset(
    """
    senior kalakhar kalaksa ibunda ayahanda kepala ketua wakil direktur direksi dirut menteri wamen mendag mendagri
    menkeu menkes mensos menag menhub menaker menpan menlu menko mendikbud mendikdasmen menpora menkominfo menkumham
    menhan mentan menristek gubernur wagub bupati wabup wali walikota wawali camat lurah kades keuchik kapolri
    kapolda kapolres kapolresta kapolrestabes kapolsek kapolsekta kapolresto wakapolri wakapolda wakapolres kasat
    kasatreskrim kasatlantas kasatresnarkoba kanit kasubdit kasubsi kasubbag kasubag kasi kasie kasus kabid kabag
    kadis kadishub kadinkes kadisdik kadispora kakanwil kadiv kadivhumas karo karopenmas kabareskrim dirreskrimum
    dirreskrimsus dirlantas dirjen sekjen irjen sesmen sekretaris sekda sekdaprov sekdakab sekwan sekkab koordinator
    manajer manager general vice ceo cfo cto coo chief head president presiden wapres juru jubir anggota pengamat
    peneliti dosen guru rektor dekan warga humas komandan panglima pangdam pangkostrad danrem dandim danramil
    danlanud danlanal danlantamal danru danton danki danyon danposal danpos dansat kasad kasal kasau kajari kajati
    kajagung jaksa hakim pengacara advokat kuasa penasihat penasehat plt pj pjs plh pelaksana penjabat mantan eks
    tokoh pimpinan pemimpin pendiri pemilik pengelola pengusaha pedagang petani nelayan sopir pengemudi pengendara
    penumpang saksi korban tersangka terdakwa terpidana pelaku keluarga orang ibu ayah anak suami istri kakak adik
    kakek nenek paman tante sepupu kerabat tetangga pemuda pria wanita perempuan laki-laki lelaki gadis remaja
    mahasiswa mahasiswi siswa siswi santri pelajar alumni pemain pelatih kapten striker penyerang bek gelandang
    kiper winger pebulutangkis petinju pebalap atlet asisten manajemen aktor aktris artis penyanyi musisi komedian
    pelawak sutradara produser pesinetron model presenter penulis seniman budayawan sastrawan pianis gitaris vokalis
    drummer desainer perancang dokter bidan perawat psikolog psikiater ahli pakar spesialis ekonom analis akademisi
    sejarawan epidemiolog sosiolog kriminolog aktivis relawan ulama kiai kyai ustaz ustadz ustazah pendeta pastor
    uskup romo biksu pemangku bendesa perbekel bhabinkamtibmas babinsa kuwu reje pambakal petinggi geuchik klian
    kelian penghulu imam takmir marbot juri panitia penyelenggara promotor penyidik petugas pejabat pegawai karyawan
    karyawati staf staff buruh pekerja satpam polisi tentara prajurit politisi politikus legislator senator kader
    caleg cagub cabup cawagub capres cawapres calon kandidat bakal inspektur deputi komisioner komisaris ajudan
    auditor arkeolog notaris pustakawan penjaga juragan perajin pengrajin peternak pembudidaya penjual pembeli
    pengunjung wisatawan turis pelanggan konsumen nasabah pasien penyintas pengungsi narapidana napi inisiator
    penggagas penggerak pembina pengurus pengawas pengasuh pengajar pendamping penata kasubid kasubbid kabiro
    karutan kalapas kepsek kasek kapus kapuspen kapendam kapenrem kapentak kapuskes kapusdatin kadispenad jendral
    ombudsman duta konsul atase sekcam sekdes danpuspom dankodiklat gm vp founder co-founder owner chef koki barista
    youtuber influencer selebgram direktris bendahara moderator narasumber ketum waketum wasekjen sekum presdir
    wadir wadirut komut dewan marcomm marketing event eksekutif bos kasatgas kasatpol kabagops kabaglog kasiop
    kasihumas kasubbagops kasatintelkam kasatbinmas kasatsamapta kasatpolairud kaur katim kapokja kapolsubsektor
    kapospol kabinda kaposko kasubsektor kakan karumkit kadisnaker kadisperindag kadispar kadisbudpar kadisparpora
    kadissos kadistan kadislutkan kadiskominfo kadisdukcapil kadisdikbud kadisdikpora kadinsos kadisperkim kadisbun
    kasatker kasubsatgas kanitreskrim kanitlantas kapenkum aspidsus kadin pegiat penggiat pemerhati tukang mandor
    pilot kopilot pramugari nakhoda masinis arsitek investor kolektor penari dalang sinden pesilat perenang pelari
    penambang pemulung pengamen kurir driver kurator prakirawan apoteker teknisi operator kasir resepsionis sekuriti
    pensiunan legiun purnawirawan kreator komposer jurnalis wartawan fotografer kolumnis redaktur kontributor
    penerjemah sekretariat
    """.split()
)

#: Role nouns that are personal names as well: a role only at the head of a phrase.
ROLES_AND_NAMES = frozenset({"hakim", "imam", "perdana", "duta", "raja", "ratu", "sultan"})

#: What stands directly before a personal name; no part of it.
HONORIFICS = frozenset(
    """
    bapak pak ibu bu mas mbak bang kang cak gus ning kiai kyai kh k.h ustaz ustadz ustad ustazah habib h hj hjh
    dr drg drs dra ir prof rr tgk romo haji hajah alm mbah mama almarhum almarhumah teh pdt pendeta
    mr mrs ms miss sir madame tuan nyonya nona
    sang si saudara saudari bung om tante abah buya tuanku puang apt ns drh bripda briptu brigpol brigadir
    bripka aipda aiptu ipda iptu akp kompol akbp kombes brigjen irjen komjen jenderal jendral pol polisi
    ajun inspektur komisaris besar prajurit pratu prada praka kopda koptu kopka serda sertu serka serma pelda
    peltu letda lettu kapten mayor letkol kolonel laksma laksda laksdya laksamana marsma marsda marsdya marsekal
    mayjen letjen brigjend purn purnawirawan letnan sersan kopral pembantu
    """.split()
)

#: Corps and grades between a rank and a name ("Mayor Sus", "Letkol Inf", "Kolonel Laut (P)").
CORPS = frozenset(
    """
    inf kav arm arh czi cpm chb ckm cku cba cpl caj chk ctp cpn pnb tek lek kal adm nav sus pas mar laut pom kes
    pol purn tni sip dpp
    """.split()
)

#: Trailing degrees; a comma before one is no end of the name and starts no second person.
DEGREES = (
    r"(?:S|M|A|D|Sp|Ph|LL|B|Dipl)\.? ?(?:[A-Z][A-Za-z]{0,5}\.?)(?:\.[A-Z][a-z]*\.?)*"
    r"|SH|SE|ST|MM|MH|MT|MSi|MPd|SPd|MBA|MA|MSc|PhD"
)

#: Short and long forms of one title.
LONG_FORMS: dict[str, str] = {
    "kadis": "kepala dinas",
    "kadishub": "kepala dinas perhubungan",
    "kadinkes": "kepala dinas kesehatan",
    "kadisdik": "kepala dinas pendidikan",
    "kades": "kepala desa",
    "kabid": "kepala bidang",
    "kabag": "kepala bagian",
    "kasi": "kepala seksi",
    "kapolres": "kepala kepolisian resor",
    "kapolsek": "kepala kepolisian sektor",
    "kapolda": "kepala kepolisian daerah",
    "kajari": "kepala kejaksaan negeri",
    "sekda": "sekretaris daerah",
    "sekjen": "sekretaris jenderal",
    "wagub": "wakil gubernur",
    "wabup": "wakil bupati",
    "wawali": "wakil wali kota",
    "walikota": "wali kota",
    "wapres": "wakil presiden",
    "dirut": "direktur utama",
    "dirjen": "direktur jenderal",
    "jubir": "juru bicara",
    "ketum": "ketua umum",
    "kasat": "kepala satuan",
    "menkes": "menteri kesehatan",
    "menkeu": "menteri keuangan",
    "mendagri": "menteri dalam negeri",
    "mendag": "menteri perdagangan",
    "menhub": "menteri perhubungan",
    "mensos": "menteri sosial",
    "menag": "menteri agama",
    "mentan": "menteri pertanian",
}

#: Nicknames that share no word with the name, lower case; used only where the article prints the name.
NICKNAMES: dict[str, str] = {
    "jokowi": "Joko Widodo",
    "ahok": "Basuki Tjahaja Purnama",
    "risma": "Tri Rismaharini",
    "jk": "Jusuf Kalla",
    "sby": "Susilo Bambang Yudhoyono",
    "ahy": "Agus Harimurti Yudhoyono",
    "zulhas": "Zulkifli Hasan",
    "cak imin": "Muhaimin Iskandar",
    "gus dur": "Abdurrahman Wahid",
    "gus ipul": "Saifullah Yusuf",
    "gus yahya": "Yahya Cholil Staquf",
    "emil": "Ridwan Kamil",
    "kdm": "Dedi Mulyadi",
    "hnw": "Hidayat Nur Wahid",
    "bamsoet": "Bambang Soesatyo",
    "tgb": "Muhammad Zainul Majdi",
    "ical": "Aburizal Bakrie",
    "tito": "Tito Karnavian",
}
