"""Capitalised words that are no part of a personal name, as data: they tell where a title ends.

In "Kepala Bidang Perlindungan Masyarakat Satpol PP Kota Malang Sugeng Hari Purwanto" only the last three words
are none of these. Names of regencies and cities after the list of the Ministry of Home Affairs (38 provinces,
514 regencies and cities), without those that are also common personal names (Bima, Surya, Intan).
"""

from __future__ import annotations

ORGANISATIONS = frozenset(
    """
    dinas badan balai biro bidang bagian seksi sub subbagian kantor kementerian kemenko lembaga komisi komite dewan
    fraksi partai pt cv ud tbk persero perum perumda pdam bumn bumd bank perusahaan yayasan universitas univ
    institut politeknik sekolah sd sdn smp smpn sma sman smk smkn mts man fakultas rumah sakit rs rsu rsud rsup
    puskesmas polda polres polresta polrestabes polsek polri mabes bareskrim satreskrim satlantas satresnarkoba
    reskrim reskrimum reskrimsus ditreskrimum ditreskrimsus ditlantas renakta satpol satgas gugus tugas tim unit
    unsur kejaksaan kejari kejati kejagung pengadilan mahkamah majelis tipikor lapas rutan kodim koramil korem kodam
    kostrad kopassus lanud lanal lantamal tni ad al au angkatan darat udara laut pasukan komando divisi brigade
    batalyon yonif asosiasi ikatan himpunan persatuan perhimpunan serikat aliansi forum gerakan gabungan koalisi
    federasi konfederasi organisasi ormas lsm dpd dpc dpw dpp dpr dprd mpr pac ranting cabang anak pimpinan pengurus
    pusat wilayah daerah provinsi pemprov pemkab pemkot pemda pemerintah pemerintahan kabupaten kab kota kecamatan
    kelurahan desa dusun kampung nagari negeri gampong banjar rt rw suku kepolisian resor sektor stasiun bandara
    pelabuhan terminal pasar mal mall hotel restoran kafe studio bmkg bnpb bpbd basarnas sar pln telkom pertamina
    garuda pelindo gojek grab google samsung facebook apple project club fc united university college school academy
    institute institution association foundation group holding corporation corp inc ltd company international
    recording center centre park city plaza media news post times press redaksi kemlu kemendag kemenkes kemendagri
    kemenhub kemenag kemensos kemendikbud kemkominfo kementan kadin apindo hipmi pbnu pwnu nu muhammadiyah aisyiyah
    mui fatayat ansor banser pmii hmi gmni knpi karang taruna pramuka paskibraka bri bni mandiri bca otoritas
    ombudsman kpk kpu kpud bawaslu kip kpai komnas ham lpsk ppatk bkpm bkkbn bpom bps bpk bpkp bpjs bpn jasa marga
    raharja transjakarta kai mrt lrt damri organda persib persija persebaya arema psm psis psim psms pss persik
    persis persita persela persiba persipura persiraja persikabo pssi kni koni paripurna satuan datasemen densus
    detasemen resimen brimob sabhara samapta intelkam binmas propam samsat asuransi lab laboratorium museum galeri
    taman kebun hutan konservasi gedung balaikota istana masjid gereja pura vihara pondok pesantren ponpes madrasah
    operasional gerindra golkar pdip perjuangan nasdem demokrat pks pkb pan ppp hanura perindo psi gelora pbb
    stadion lapangan budget watch corruption strategic studies study legal aid human rights research policy
    development finance law public affairs society network initiative parliamentary monitoring consulting survey
    polling tracking politika barometer global digital marketing brand senior country managing regional corporate
    product sales head officer communication relations operation fintech solution solutions tech technology
    indonesian asia mitra modal ventura capital partners securities sekuritas aset manajemen life insurance futures
    daya artha
    """.split()
)

#: Bodies that bear a person's name: the name directly behind one is the body's, not the speaker's.
NAMESAKES = frozenset(
    """
    lanud lanal bandara rs rsu rsud rsup sakit universitas univ stadion masjid gedung jalan ponpes pesantren
    yayasan lapangan terminal puskesmas sma sman smp smpn sd sdn smk smkn museum taman pelabuhan stasiun hotel
    """.split()
)

NOUNS = frozenset(
    """
    kabinet umum utama muda madya pratama tinggi tingkat atas bawah tetap harian pelaksana tugas khusus nasional
    internasional regional lokal republik indonesia ri negara negeri dalam luar publik masyarakat warga rakyat
    sosial budaya ekonomi hukum politik ham agama islam kristen katolik hindu buddha konghucu kristiani wisata
    pariwisata industri perdagangan usaha mikro kecil menengah koperasi ukm umkm energi sumber daya mineral air
    minum bersih lingkungan hidup kelautan laut perikanan ikan tani ternak pangan bencana alam gempa banjir
    kebakaran damkar operasi data informasi komunikasi informatika digital teknologi riset inovasi statistik
    arsip pustaka olahraga pemuda anak ibu keluarga jaminan tenaga kerja transmigrasi desa transportasi lalu
    lintas jalan tol jembatan bina marga cipta karya pekerjaan tata ruang kota bangunan gedung rumah tangga aset
    daerah keuangan anggaran pajak pendapatan retribusi cukai bea kepabeanan investasi modal moneter fiskal
    pasar bisnis niaga pemasaran promosi produksi mutu standar sarana prasarana program proyek acara humas
    protokol hubungan antar lembaga sama internal eksternal audit inspektorat intelijen siber narkoba narkotika
    kriminal pidana perdata korupsi anti teror penyakit menular wabah virus covid covid-19 vaksin gizi obat
    farmasi medis klinik jiwa mata gigi kulit bedah saraf jantung paru olah raga sepak bola sepakbola bulu
    tangkis basket voli renang seni tari musik film teater sastra bahasa inggris arab sejarah filsafat psikologi
    hewan tumbuhan pertanian kelapa sawit karet kopi teh tebu padi beras jagung kedelai cabai bawang pupuk benih
    bulog gas minyak bumi batu bara listrik panas angin matahari nuklir panglima besar baru lama satu dua tiga
    empat lima pertama kedua ketiga keempat pasal ayat bab uu undang-undang perda perbup pergub perpres permen
    kepala staf kapolri cyber crime and event manager of the for lapangan teknis administrasi kasus perkara
    sipil bersama terpadu pintu strategis kreatif mandiri pers reformasi birokrasi aparatur maritim spesialis
    klas kelas iia iib tanah aula fakta sekaligus tersangka urusan percepatan penanggulangan i ii iii iv v vi
    vii viii ix x xi xii xiii
    """.split()
)

_PLACES = """
    jakarta dki jawa jabar jateng jatim jogja jogjakarta yogyakarta diy banten bali ntb ntt aceh sumut sumbar riau
    kepri jambi sumsel bengkulu lampung babel bangka belitung kalbar kalteng kalsel kaltim kaltara sulut sulteng
    sulsel sultra sulbar gorontalo maluku malut papua sumatera sumatra kalimantan sulawesi nusa tenggara nusantara
    madura lombok flores sumba sumbawa timor halmahera nias mentawai natuna simeulue barat timur utara selatan
    tengah tenggara pusat kepulauan pulau
    medan binjai tebing tinggi pematangsiantar siantar tanjungbalai sibolga padangsidimpuan gunungsitoli deli serdang
    langkat karo simalungun asahan batubara labuhanbatu tapanuli toba samosir dairi pakpak humbang hasundutan
    mandailing natal padang bukittinggi payakumbuh pariaman sawahlunto solok pasaman sijunjung dharmasraya
    pesisir tanah datar pekanbaru dumai kampar bengkalis rokan hulu hilir siak pelalawan indragiri kuantan singingi
    batam tanjungpinang karimun bintan lingga anambas muaro muarojambi batanghari bungo tebo merangin sarolangun
    kerinci tanjung jabung palembang prabumulih lubuklinggau pagaralam banyuasin musi rawas ogan ilir komering muara
    enim lahat empat lawang penukal abab pangkalpinang rejang lebong mukomuko seluma kaur kepahiang bandarlampung
    metro tulang bawang tanggamus pringsewu pesawaran waykanan mesuji
    bogor depok bekasi tangerang tangsel serang cilegon pandeglang lebak bandung cimahi cirebon sukabumi tasikmalaya
    tasik banjar garut ciamis kuningan majalengka sumedang indramayu subang purwakarta karawang cianjur pangandaran
    semarang surakarta solo salatiga magelang pekalongan tegal brebes pemalang batang kendal demak kudus jepara pati
    rembang blora grobogan sragen karanganyar wonogiri sukoharjo klaten boyolali temanggung wonosobo banjarnegara
    purbalingga banyumas purwokerto cilacap kebumen purworejo sleman bantul gunungkidul kulonprogo kulon progo
    surabaya malang kediri blitar madiun mojokerto pasuruan probolinggo sidoarjo gresik lamongan tuban bojonegoro
    ngawi magetan ponorogo pacitan trenggalek tulungagung nganjuk jombang lumajang jember bondowoso situbondo
    banyuwangi bangkalan sampang pamekasan sumenep denpasar badung gianyar tabanan klungkung bangli karangasem
    buleleng jembrana singaraja mataram dompu kupang ende sikka maumere ngada nagekeo manggarai labuan bajo alor
    lembata belu malaka rote ndao sabu raijua
    pontianak singkawang sambas mempawah bengkayang landak sanggau sekadau sintang melawi kapuas ketapang kayong
    kubu palangka palangkaraya kotawaringin sampit barito katingan seruyan sukamara lamandau pulang pisau murung
    banjarmasin banjarbaru tapin balangan tabalong kotabaru samarinda balikpapan bontang kutai berau
    paser penajam mahakam tarakan bulungan malinau nunukan
    makassar parepare palopo gowa maros takalar jeneponto bantaeng bulukumba selayar sinjai bone soppeng wajo
    sidrap sidenreng rappang pinrang enrekang toraja luwu barru pangkep mamuju majene polewali mandar mamasa pasangkayu
    kendari baubau konawe kolaka bombana wakatobi buton muna palu donggala sigi parigi moutong poso tojo una-una
    morowali banggai buol tolitoli manado bitung tomohon kotamobagu minahasa bolaang mongondow sangihe sitaro talaud
    pohuwato boalemo ambon tual ternate tidore buru seram morotai sorong manokwari jayapura merauke mimika timika nabire
    biak numfor wamena jayawijaya yahukimo raja ampat fakfak kaimana asmat mappi boven digoel keerom sarmi lhokseumawe
    langsa sabang subulussalam bireuen pidie meulaboh
    asia eropa amerika afrika australia malaysia singapura thailand filipina vietnam jepang china cina tiongkok india
    korea inggris prancis jerman belanda italia spanyol rusia ukraina turki arab saudi mesir palestina israel iran
    irak suriah brasil argentina denmark swedia kanada as serikat inggris
"""
PLACES = frozenset(_PLACES.split())

#: A place's name follows ("Dusun Ngemplak").
PLACE_HEADS = frozenset(
    """
    kelurahan kecamatan kabupaten kota desa dusun kampung nagari negeri provinsi jalan jl rt rw no nomor kawasan
    gunung pulau danau sungai pantai teluk selat lembah bukit waduk bendungan
    """.split()
)

#: Titles below the regency: the name of a place that no list has follows ("Camat Gondang").
VILLAGE_TITLES = frozenset("camat lurah kades keuchik kapolsek danramil kajari sekcam sekdes perbekel".split())

#: Names that universities bear; a run of them behind "Universitas" is the university's.
UNIVERSITIES = frozenset(
    """
    gadjah mada airlangga diponegoro padjadjaran hasanuddin brawijaya sriwijaya udayana syiah kuala andalas
    lambung mangkurat mulawarman cenderawasih pattimura sam ratulangi jenderal soedirman pancasila trisakti atma
    jaya katolik parahyangan sebelas maret sultan ageng tirtayasa paramadina mercu buana bina nusantara pelita
    harapan al azhar ahmad dahlan tarumanagara borobudur khairun tadulako halu oleo dian nuswantoro satya wacana
    petra sanata dharma wijaya kusuma merdeka pasundan gunadarma moestopo esa unggul bhayangkara islam negeri
    """.split()
)

#: Regencies whose names are personal names too: places behind a body when two words more follow.
PLACES_AND_NAMES = frozenset("agam bima intan surya aru dharma".split())

#: Nouns and places that are also last names: part of a name behind one of its words ("Rizki |Pratama|").
LAST_NAMES = frozenset(
    """
    utama pratama perdana muda karya mulia mandiri raharja negara islam alam anda samosir lingga karo toba artha
    daya cipta bakti
    """.split()
)

#: Second words of names of places and bodies that are personal names elsewhere.
PLACE_PAIRS = frozenset(
    {("aceh", "jaya"), ("aceh", "besar"), ("kubu", "raya"), ("palangka", "raya"), ("murung", "raya")}
    | {
        ("majelis", "hakim"),
        ("pidie", "jaya"),
        ("lampung", "jaya"),
        ("maluku", "jaya"),
        ("bener", "meriah"),
        ("metro", "jaya"),
    }
    | {
        ("nagan", "raya"),
        ("kutai", "kartanegara"),
        ("puncak", "jaya"),
        ("intan", "jaya"),
        ("ogan", "ilir"),
        ("bandar", "lampung"),
    }
)

#: Words that are capitalised because they begin a sentence, and words of time.
FUNCTION = frozenset(
    """
    menurut namun sementara saat ketika dalam pada di ke dari dengan untuk oleh bahkan padahal selain karena
    adapun bagi kata ujar lanjut tambah jelas tapi tetapi kemudian lalu setelah sebelum sebelumnya selanjutnya
    terpisah meski meskipun walau walaupun jika kalau bila apabila agar supaya sebab sehingga maka jadi juga pun
    serta dan atau hal ini itu tersebut kini dulu nanti akhirnya awalnya seperti sebagai seorang sebuah sejumlah
    beberapa para setiap semua seluruh salah hingga sejak sampai usai seusai menanggapi terkait soal tentang
    mengenai berdasarkan akibat hanya tidak tak bukan belum sudah telah akan sedang masih lebih sangat paling
    ada adalah ialah yakni yaitu ia dia beliau mereka kami kita saya aku anda dirinya pihaknya pihak sang si
    yang begitu demikian disebutkan dikatakan hasilnya artinya apalagi apa apakah siapa bagaimana mengapa kenapa
    kapan dimana mana bukti ya nah iya oke insya allah alhamdulillah semoga sekarang dua tiga empat lima enam
    tujuh delapan sembilan sepuluh kala sala sayang sayangnya untungnya untung beruntung syukur syukurlah nama
    sosok nasib kisah cerita dikutip dilansir ditemui dihubungi ditanya dikonfirmasi diketahui dijumpai mengutip
    melansir menyikapi diberitakan dihadapan mengenakan berikut bersama berkat demi guna lewat melalui mulai
    tentu memang mungkin bisa harus senin selasa rabu kamis jumat jum'at sabtu minggu ahad januari februari
    maret april mei juni juli agustus september oktober november desember pukul wib wita wit siang pagi sore
    malam foto baca simak lihat kepada terhadap atas antara tanpa sesuai menjelang sepanjang selama sekitar semenjak
    sembari tiap sebagian kebanyakan mayoritas alih
    """.split()
)

NEVER_IN_NAMES = ORGANISATIONS | NOUNS | PLACES | PLACE_HEADS | FUNCTION
