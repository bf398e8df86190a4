/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ARSIP_TESTS_LABEL_PAPERS_H
#define ARSIP_TESTS_LABEL_PAPERS_H

#include <stddef.h>

/*
 * The starter rules on papers of invented offices: for each label what must get it and what resembles it and
 * must not. KOP and LETTER stand before texts that need a letterhead or the head of a plain letter.
 */
#define KOP       "PEMERINTAH KABUPATEN MERANTI\nDINAS PERTANIAN DAN PANGAN\nJalan Jagung Nomor 8 Sukamaju 91234\n"
#define INSPECTOR "PEMERINTAH KABUPATEN MERANTI\nINSPEKTORAT DAERAH\nJalan Jagung Nomor 10 Sukamaju 91234\n"
#define HEAD(hal)                                                                                            \
    KOP "Sukamaju, 3 Juni 2024\nNomor : 500/21/Distan\nSifat : Biasa\nLampiran : -\nHal : " hal "\n"
#define TO          "Yth. Camat Hulu Sungai\ndi\nTempat\n"
#define LETTER(hal) HEAD(hal) TO
#define SIGNED      "Sukamaju, 3 Juni 2024\nKepala Dinas,\nDrs. Budi Santosa\nNIP 19700101 199503 1 001\n"
#define ENDING                                                                                               \
    "Demikian, atas perhatian Saudara diucapkan terima kasih.\nKepala Dinas,\nDrs. Budi Santosa\nNIP "       \
    "19700101 199503 1 001\n"
#define NAMES "Nama : Rahmat Hidayat\nJabatan : Penyuluh Pertanian\nPangkat/Gol : Penata Muda, III/a\n"

typedef struct {
    const char *name;
    const char *text;
    const char *label; /* what it gets */
    const char *never; /* what it must not get, or NULL */
} Case;

static const Case cases[] = {
    /* --- jenis: by their titles --- */
    {"a_letter_with_hal_undangan_is_an_undangan",
     LETTER("Undangan Rapat Koordinasi") "Mengharap kehadiran Saudara pada hari Senin pukul 09.00 di ruang "
                                         "rapat.\n" ENDING,
     "jenis/undangan", "jenis/surat-dinas"},
    {"a_letter_that_asks_to_come_is_an_undangan",
     LETTER("Rapat Persiapan Panen") "Bersama ini kami mengharapkan kehadiran Saudara pada:\nhari : Senin, "
                                     "10 Juni "
                                     "2024\npukul : 09.00\ntempat : Aula Dinas\n" ENDING,
     "jenis/undangan", "jenis/surat-dinas"},
    {"a_letter_that_invites_in_plain_words_is_an_undangan",
     LETTER("Sosialisasi Pupuk") "Kami mengundang Bapak/Ibu untuk hadir pada hari Rabu, 12 Juni 2024 pukul "
                                 "13.00 "
                                 "bertempat di balai desa.\n" ENDING,
     "jenis/undangan", "jenis/surat-dinas"},
    {"a_card_that_asks_for_attendance_is_an_undangan",
     "BUPATI MERANTI\nmengharap dengan hormat kehadiran Bapak/Ibu\npada acara\nPERESMIAN PASAR "
     "SUKAMAJU\nhari "
     ": Senin\ntanggal : 3 Juni 2024\npukul : 09.00\ntempat : Pasar Sukamaju\n",
     "jenis/undangan", NULL},
    {"undang_undang_is_no_undangan",
     LETTER("Penyampaian Undang-Undang dan Peraturan Perundang-undangan") "Bersama ini disampaikan salinan "
                                                                          "undang-undang yang telah "
                                                                          "diundangkan.\n" ENDING,
     "jenis/surat-dinas", "jenis/undangan"},
    {"an_answer_to_an_invitation_is_no_undangan",
     LETTER("Jawaban Undangan Rapat") "Sehubungan dengan undangan Saudara, kami tidak dapat hadir pada hari "
                                      "Senin "
                                      "pukul 09.00 di tempat yang ditentukan.\n" ENDING,
     "jenis/surat-dinas", "jenis/undangan"},
    {"attending_an_invitation_is_no_undangan",
     LETTER("Menghadiri Undangan Gubernur") "Menindaklanjuti undangan Gubernur, Kepala Dinas akan menghadiri "
                                            "acara "
                                            "pada hari Senin pukul 09.00 di aula.\n" ENDING,
     "jenis/surat-dinas", "jenis/undangan"},
    {"a_nota_dinas_that_invites_stays_a_nota_dinas",
     KOP "NOTA DINAS\nYth. : Kepala Bidang\nDari : Sekretaris\nTanggal : 3 Juni 2024\nNomor : "
         "21/ND/2024\nHal : Undangan "
         "Rapat Staf\nMengharap kehadiran Saudara pada hari Senin pukul 09.00 di ruang "
         "rapat.\nSekretaris,\nSiti Aminah\n",
     "jenis/nota-dinas", "jenis/undangan"},
    {"a_nota_dinas_is_known_by_its_title",
     KOP "NOTA DINAS\nKepada : Kepala Dinas\nDari : Kepala Bidang Tanaman\nTanggal : 3 Juni 2024\nNomor : "
         "21/TP/2024\nHal : "
         "Laporan Serangan Hama\nBersama ini dilaporkan keadaan tanaman.\nKepala Bidang,\nSiti Aminah\n",
     "jenis/nota-dinas", "jenis/laporan"},
    {"nota_kesepakatan_is_a_perjanjian_not_a_nota_dinas",
     "NOTA KESEPAKATAN\nANTARA\nPEMERINTAH KABUPATEN MERANTI\nDENGAN\nUNIVERSITAS "
     "SUKAMAJU\nTENTANG\nPENDAMPINGAN "
     "PETANI\nNOMOR : 12/NK/2024\nPada hari ini Senin tanggal tiga Juni, kami yang bertanda tangan di bawah "
     "ini:\nPIHAK KESATU "
     "dan PIHAK KEDUA sepakat mendampingi petani.\nPIHAK KESATU,\nBudi\nPIHAK KEDUA,\nSiti\n",
     "jenis/perjanjian", "jenis/nota-dinas"},
    {"a_keputusan_is_known_by_its_title",
     "BUPATI MERANTI\nKEPUTUSAN BUPATI MERANTI\nNOMOR 100.3.3.2/15/2024\nTENTANG\nPEMBENTUKAN TIM PENYUSUN "
     "PERATURAN "
     "BUPATI\nBUPATI MERANTI,\nMenimbang : bahwa perlu membentuk tim;\nMengingat : 1. Undang-Undang Nomor 23 "
     "Tahun "
     "2014;\nMEMUTUSKAN:\nMenetapkan :\nKESATU : Membentuk tim.\nKEDUA : Keputusan ini mulai berlaku pada "
     "tanggal "
     "ditetapkan.\nDitetapkan di Sukamaju\npada tanggal 3 Juni 2024\nBUPATI MERANTI,\nBUDI SANTOSA\n",
     "jenis/keputusan", "jenis/peraturan"},
    {"a_cited_court_decision_makes_no_keputusan",
     LETTER("Tindak Lanjut Putusan Pengadilan Negeri") "Bersama ini disampaikan SK dan keputusan pengadilan "
                                                       "untuk "
                                                       "SKPD terkait serta penilaian SKP.\n" ENDING,
     "jenis/surat-dinas", "jenis/keputusan"},
    {"a_peraturan_has_its_title_and_pasal_1",
     "BUPATI MERANTI\nPERATURAN BUPATI MERANTI\nNOMOR 5 TAHUN 2024\nTENTANG\nPEDOMAN POLA TANAM\nBUPATI "
     "MERANTI,\nMenimbang : bahwa perlu pedoman;\nMEMUTUSKAN:\nMenetapkan : PERATURAN BUPATI TENTANG PEDOMAN "
     "POLA "
     "TANAM.\nPasal 1\nDalam Peraturan Bupati ini yang dimaksud dengan:\n1. Pola tanam adalah urutan "
     "tanaman.\nPasal 2\nPeraturan "
     "ini berlaku pada tanggal diundangkan.\nDitetapkan di Sukamaju\npada tanggal 3 Juni 2024\nBUPATI "
     "MERANTI,\nBUDI SANTOSA\n",
     "jenis/peraturan", "jenis/keputusan"},
    {"a_cited_peraturan_makes_no_peraturan",
     LETTER("Pelaksanaan Pola Tanam") "Sesuai Peraturan Bupati Nomor 5 Tahun 2024 Pasal 1, pola tanam "
                                      "dilaksanakan "
                                      "serentak.\n" ENDING,
     "jenis/surat-dinas", "jenis/peraturan"},
    {"a_surat_edaran_is_known_by_its_title",
     KOP "SURAT EDARAN\nNOMOR : 500/3/SE/2024\nTENTANG\nPENYUSUNAN LAPORAN HASIL PANEN\nSehubungan dengan "
         "musim panen, "
         "setiap kelompok tani menyusun laporan.\nDikeluarkan di Sukamaju\npada tanggal 3 Juni 2024\nKepala "
         "Dinas,\nBudi\n",
     "jenis/surat-edaran", "jenis/laporan"},
    {"a_cited_surat_edaran_is_no_surat_edaran",
     LETTER("Peredaran Pupuk Palsu") "Berdasarkan Surat Edaran Bupati Nomor 3 tanggal 2 Mei 2024, peredaran "
                                     "pupuk diawasi.\n" ENDING,
     "jenis/surat-dinas", "jenis/surat-edaran"},
    {"an_instruksi_of_the_bupati_is_an_instruksi",
     "BUPATI MERANTI\nINSTRUKSI BUPATI MERANTI\nNOMOR 2 TAHUN 2024\nTENTANG\nGERAKAN TANAM SERENTAK\nDengan "
     "ini "
     "menginstruksikan kepada para camat untuk:\nKESATU : menanam.\nDikeluarkan di Sukamaju\npada tanggal 3 "
     "Juni 2024\nBUPATI "
     "MERANTI,\nBUDI SANTOSA\n",
     "jenis/instruksi", "jenis/keputusan"},
    {"an_instruksi_about_a_laporan_is_an_instruksi",
     "BUPATI MERANTI\nINSTRUKSI BUPATI MERANTI\nNOMOR 3 TAHUN 2024\nTENTANG\nPENYUSUNAN LAPORAN "
     "PANEN\nDengan ini "
     "menginstruksikan kepada para camat untuk melapor.\nDikeluarkan di Sukamaju\npada tanggal 3 Juni "
     "2024\nBUPATI MERANTI,\nBUDI SANTOSA\n",
     "jenis/instruksi", "jenis/laporan"},
    {"an_instruksi_kerja_is_no_instruksi",
     LETTER("Penyusunan Instruksi Kerja Laboratorium") "Agar menyusun instruksi kerja alat ukur.\n" ENDING,
     "jenis/surat-dinas", "jenis/instruksi"},
    {"a_surat_perintah_is_known_by_its_title",
     KOP "SURAT PERINTAH\nNOMOR : 500/9/2024\nKepala Dinas memerintahkan kepada:\n" NAMES
         "untuk menjaga gudang benih.\n" SIGNED,
     "jenis/surat-perintah", "jenis/surat-tugas"},
    {"pemerintah_is_no_surat_perintah",
     LETTER("Surat Pemerintah Pusat") "Bersama ini diteruskan surat pemerintah mengenai benih.\n" ENDING,
     "jenis/surat-dinas", "jenis/surat-perintah"},
    {"a_surat_tugas_is_known_by_its_title",
     KOP "SURAT TUGAS\nNOMOR : 500/9/2024\nKepala Dinas menugaskan:\n" NAMES
         "untuk mendampingi petani.\n" SIGNED,
     "jenis/surat-tugas", NULL},
    {"a_surat_perintah_tugas_is_a_surat_tugas",
     KOP "SURAT PERINTAH TUGAS\nNOMOR : 500/9/2024\nMEMERINTAHKAN\nKepada :\n" NAMES
         "untuk menghadiri undangan rapat.\n" SIGNED,
     "jenis/surat-tugas", "jenis/surat-perintah"},
    {"a_spaced_out_title_is_read",
     KOP "S U R A T  T U G A S\nNOMOR : 500/9/2024\nKepala Dinas menugaskan:\n" NAMES
         "untuk mendampingi petani.\n" SIGNED,
     "jenis/surat-tugas", NULL},
    {"petugas_and_pelaksana_tugas_are_no_surat_tugas",
     LETTER("Penugasan Petugas Piket") "Petugas piket dan pelaksana tugas kepala seksi agar membawa surat "
                                       "tugas Nomor 9 "
                                       "tanggal 1 Juni 2024.\n" ENDING,
     "jenis/surat-dinas", "jenis/surat-tugas"},
    {"a_surat_perintah_perjalanan_dinas_is_an_sppd",
     KOP "SURAT PERINTAH PERJALANAN DINAS\n(SPPD)\nNomor : 090/9/2024\n1. Pejabat yang memberi perintah : "
         "Kepala Dinas\n2. "
         "Maksud perjalanan dinas : konsultasi\n" SIGNED,
     "jenis/sppd", "jenis/surat-perintah"},
    {"spd_with_perjalanan_dinas_is_an_sppd",
     KOP "SURAT PERJALANAN DINAS (SPD)\nNomor : 090/9/2024\n1. Pejabat Pembuat Komitmen : Budi\n2. Maksud "
         "perjalanan dinas "
         ": konsultasi\n3. Keterangan lain-lain : Surat Tugas Nomor 9\n" SIGNED,
     "jenis/sppd", "jenis/pencairan-dana"},
    {"a_laporan_perjalanan_dinas_is_a_laporan",
     KOP "LAPORAN PERJALANAN DINAS\nDasar : Surat Perintah Tugas Nomor 9 tanggal 1 Juni 2024\nMaksud "
         "perjalanan dinas : "
         "konsultasi\nHasil : pupuk tersedia.\n" SIGNED,
     "jenis/laporan", "jenis/sppd"},
    {"a_surat_penyediaan_dana_is_pencairan_dana",
     KOP "SURAT PENYEDIAAN DANA (SPD)\nNomor : 900/9/SPD/2024\nMenyediakan dana untuk belanja bulan Juni, "
         "termasuk "
         "perjalanan dinas.\n" SIGNED,
     "jenis/pencairan-dana", "jenis/sppd"},
    {"a_surat_perintah_membayar_is_pencairan_dana",
     KOP "SURAT PERINTAH MEMBAYAR (SPM)\nTahun Anggaran 2024\nNomor SPM : 0012/SPM-LS/2024\nSupaya "
         "menerbitkan SP2D kepada "
         "CV Padi.\nUang sejumlah Rp1.000.000,00\n" SIGNED,
     "jenis/pencairan-dana", "jenis/surat-perintah"},
    {"an_sp2d_is_pencairan_dana",
     KOP "SURAT PERINTAH PENCAIRAN DANA (SP2D)\nNomor : 0044/SP2D/2024\nBank agar mencairkan uang sebesar "
         "Rp1.000.000,00 "
         "untuk pembayaran benih.\n" SIGNED,
     "jenis/pencairan-dana", "jenis/surat-perintah"},
    {"spmt_is_no_pencairan_dana",
     KOP "SURAT PERNYATAAN MELAKSANAKAN TUGAS\n(SPMT)\nNomor : 800/12/2024\nYang bertanda tangan di bawah "
         "ini menyatakan "
         "bahwa:\n" NAMES "telah nyata melaksanakan tugas.\n" SIGNED,
     "jenis/surat-keterangan", "jenis/pencairan-dana"},
    {"a_surat_keterangan_is_known_by_its_title",
     KOP "SURAT KETERANGAN TIDAK MAMPU\nNomor : 470/12/2024\nYang bertanda tangan di bawah ini menerangkan "
         "bahwa:\nNama : Rahmat\nadalah penduduk desa kami yang tidak mampu.\n" SIGNED,
     "jenis/surat-keterangan", NULL},
    {"a_column_keterangan_is_no_surat_keterangan",
     LETTER("Daftar Kelompok Tani") "No Nama Jumlah Keterangan\n1 Tani Makmur 20 aktif\nKeterangan: angka "
                                    "sementara.\n" ENDING,
     "jenis/surat-dinas", "jenis/surat-keterangan"},
    {"a_surat_kuasa_is_known_by_its_title",
     "SURAT KUASA\nYang bertanda tangan di bawah ini:\nNama : Siti\nmemberi kuasa kepada:\nNama : "
     "Rahmat\nuntuk mengambil "
     "pupuk.\nYang diberi kuasa,\nRahmat\nYang memberi kuasa,\nSiti\n",
     "jenis/surat-kuasa", NULL},
    {"kuasa_pengguna_anggaran_is_no_surat_kuasa",
     LETTER("Penunjukan Kuasa Pengguna Anggaran") "Mohon ditunjuk kuasa pengguna anggaran.\n" ENDING,
     "jenis/surat-dinas", "jenis/surat-kuasa"},
    {"a_surat_pengantar_keeps_its_type_whatever_it_sends",
     KOP "Sukamaju, 3 Juni 2024\n" TO
         "SURAT PENGANTAR\nNomor : 500/12/2024\nNo Jenis yang dikirim Banyaknya Keterangan\n1 "
         "Berita acara dan surat edaran cuti 2 berkas Dikirim dengan hormat\n" SIGNED,
     "jenis/surat-pengantar", "jenis/berita-acara"},
    {"pengantar_rt_as_a_requirement_is_no_surat_pengantar",
     LETTER("Syarat Permohonan Kartu Tani") "Syarat: surat pengantar RT dan fotokopi KTP.\n" ENDING,
     "jenis/surat-dinas", "jenis/surat-pengantar"},
    {"a_surat_izin_is_known_by_its_title",
     KOP "SURAT IZIN\nNomor : 500/12/2024\nBerdasarkan permohonan Saudara, diberikan izin kepada:\n" NAMES
         "untuk menggunakan lahan percobaan.\n" SIGNED,
     "jenis/surat-izin", NULL},
    {"asking_for_leave_is_no_surat_izin",
     LETTER(
         "Permohonan Izin Penggunaan Lahan") "Kami mohon agar memberikan izin kepada kelompok tani.\n" ENDING,
     "jenis/surat-dinas", "jenis/surat-izin"},
    {"a_rekomendasi_is_known_by_its_title",
     KOP "REKOMENDASI\nNomor : 500/12/2024\nMemberikan rekomendasi kepada kelompok tani Makmur.\n" SIGNED,
     "jenis/rekomendasi", NULL},
    {"rekomendasi_bpk_in_the_body_is_no_rekomendasi",
     LETTER("Tindak Lanjut Rekomendasi BPK") "Rekomendasi BPK telah dilaksanakan.\n" ENDING,
     "jenis/surat-dinas", "jenis/rekomendasi"},
    {"a_courts_relaas_is_a_panggilan",
     "PENGADILAN NEGERI MERANTI\nJalan Jagung Nomor 9\n\nRELAAS PANGGILAN\nNomor "
     "12/Pdt.G/2024/PN.Mrt\n\nSaya, "
     "jurusita, telah memanggil Bupati Meranti.\n",
     "jenis/panggilan", NULL},
    {"a_letter_with_hal_panggilan_is_a_panggilan",
     LETTER(
         "Panggilan Kedua") "Saudara diminta menghadap pada hari Senin pukul 09.00 untuk diperiksa.\n" ENDING,
     "jenis/panggilan", "jenis/undangan"},
    {"panggilan_telepon_is_no_panggilan",
     LETTER("Layanan Panggilan Telepon Darurat") "Nomor panggilan darurat pertanian telah aktif.\n" ENDING,
     "jenis/surat-dinas", "jenis/panggilan"},
    {"a_berita_acara_is_known_by_its_title",
     KOP "BERITA ACARA SERAH TERIMA\nNomor : 500/12/2024\nPada hari ini Senin, yang bertanda tangan di bawah "
         "ini PIHAK PERTAMA "
         "menyerahkan benih kepada PIHAK KEDUA.\nPIHAK KEDUA,\nRahmat\nPIHAK PERTAMA,\nBudi\n",
     "jenis/berita-acara", "jenis/perjanjian"},
    {"an_agenda_line_acara_is_no_berita_acara",
     LETTER("Jadwal Siaran Berita Daerah") "Acara: berita daerah pukul 09.00.\n" ENDING, "jenis/surat-dinas",
     "jenis/berita-acara"},
    {"a_perjanjian_opens_like_a_berita_acara_but_is_none",
     "PERJANJIAN KERJA SAMA\nANTARA\nDINAS PERTANIAN\nDENGAN\nCV PADI\nNOMOR : "
     "12/PKS/2024\nTENTANG\nPENYALURAN BENIH\nPada "
     "hari ini Senin tanggal tiga Juni, yang bertanda tangan di bawah ini:\nPIHAK KESATU dan PIHAK KEDUA "
     "sepakat:\nPasal "
     "1\nPIHAK KESATU menyerahkan benih.\nPIHAK KEDUA,\nRahmat\nPIHAK KESATU,\nBudi\n",
     "jenis/perjanjian", "jenis/berita-acara"},
    {"a_perjanjian_kinerja_is_no_perjanjian",
     "PERJANJIAN KINERJA TAHUN 2024\nDalam rangka mewujudkan manajemen yang efektif, kami yang bertanda "
     "tangan di bawah "
     "ini:\nNama : Budi\nselanjutnya disebut pihak pertama\nNama : Siti\nselanjutnya disebut pihak "
     "kedua\nPihak pertama berjanji "
     "mewujudkan target kinerja.\nPihak Kedua,\nSiti\nPihak Pertama,\nBudi\n",
     NULL, "jenis/perjanjian"},
    {"a_notulen_is_a_notula",
     KOP
     "NOTULEN RAPAT\nHari : Senin, 3 Juni 2024\nPimpinan rapat : Budi\nNotulis : Siti\nHasil rapat: benih "
     "dibagikan.\nNotulis,\nSiti\n",
     "jenis/notula", NULL},
    {"a_risalah_rapat_is_a_notula",
     KOP "RISALAH RAPAT\nHari : Senin, 3 Juni 2024\nPimpinan : Budi\nUndangan disebar.\nNotulis,\nSiti\n",
     "jenis/notula", "jenis/undangan"},
    {"a_notulis_alone_makes_no_notula",
     LETTER("Penunjukan Notulis") "Agar menunjuk seorang notulis.\n" ENDING, "jenis/surat-dinas",
     "jenis/notula"},
    {"a_laporan_is_known_by_its_title",
     KOP "LAPORAN HASIL PANEN\nTRIWULAN II TAHUN 2024\n1. Luas panen 20 hektare.\n2. Rekomendasi: tambah "
         "pupuk.\n" SIGNED,
     "jenis/laporan", NULL},
    {"a_letter_that_sends_a_laporan_is_a_surat_dinas",
     LETTER("Penyampaian Laporan Hasil Panen") "Bersama ini dilaporkan hasil panen.\n" ENDING,
     "jenis/surat-dinas", "jenis/laporan"},
    {"a_telaahan_staf_is_known_by_its_title",
     KOP "TELAAHAN STAF\nKepada : Bupati\nDari : Kepala Dinas\nTanggal : 3 Juni 2024\nNomor : "
         "500/12/2024\nPerihal : "
         "Pengadaan Traktor\nI. Persoalan\nII. Praanggapan\nIII. Fakta\n" SIGNED,
     "jenis/telaahan-staf", NULL},
    {"a_pengumuman_is_known_by_its_title",
     KOP "PENGUMUMAN\nNOMOR : 500/12/2024\nTENTANG\nPEMBAGIAN BENIH\nBenih dibagikan mulai Senin.\n" SIGNED,
     "jenis/pengumuman", NULL},
    {"bagian_umum_is_no_pengumuman",
     LETTER("Penataan Ruang Bagian Umum") "Hasilnya akan diumumkan oleh Bagian Umum.\n" ENDING,
     "jenis/surat-dinas", "jenis/pengumuman"},
    {"a_lembar_disposisi_keeps_its_type_whatever_it_is_about",
     KOP "LEMBAR DISPOSISI\nSurat dari : Camat Hulu Sungai\nNo. surat : 005/12/2024\nTgl. surat : 1 Juni "
         "2024\nPerihal : Undangan "
         "Rapat\nDiteruskan kepada : Sekretaris\n",
     "jenis/disposisi", "jenis/undangan"},
    {"mohon_disposisi_is_no_disposisi",
     LETTER("Mohon Disposisi") "Mohon disposisi Bapak atas usulan kami.\n" ENDING, "jenis/surat-dinas",
     "jenis/disposisi"},
    {"a_kuitansi_is_known_by_its_title",
     "KUITANSI\nNomor : 12/KW/2024\nSudah terima dari : Bendahara Dinas\nUang sejumlah : satu juta "
     "rupiah\nUntuk pembayaran : "
     "sewa gedung undangan rapat\nSukamaju, 3 Juni 2024\nYang menerima,\nRahmat\n",
     "jenis/kuitansi", NULL},
    {"a_receipt_without_a_title_is_a_kuitansi",
     "No. 12\nTelah terima dari : Bendahara Dinas\nBanyaknya uang : satu juta rupiah\nUntuk pembayaran : "
     "pupuk\nSukamaju, 3 Juni "
     "2024\nRahmat\n",
     "jenis/kuitansi", NULL},
    {"fotokopi_kuitansi_is_no_kuitansi",
     LETTER("Kelengkapan Berkas") "Lampirkan fotokopi kuitansi untuk pembayaran sewa.\n" ENDING,
     "jenis/surat-dinas", "jenis/kuitansi"},
    {"a_plain_letter_is_a_surat_dinas",
     LETTER("Permintaan Data Luas Tanam") "Mohon dikirim data luas tanam.\n" ENDING, "jenis/surat-dinas",
     NULL},
    {"the_title_beats_the_code",
     KOP "SURAT PERINTAH\nNOMOR : 800.1.11.1/9/2024\nMemerintahkan kepada:\n" NAMES
         "untuk menjaga gudang.\n" SIGNED,
     "jenis/surat-perintah", "jenis/surat-tugas"},
    {"a_paper_of_no_known_type_asks_for_a_person", "CATATAN PANEN\npadi 20 karung\njagung 10 karung\n",
     "perlu-tinjau", "jenis/surat-dinas"},

    /* --- perihal --- */
    {"cuti_sakit_is_cuti", LETTER("Permohonan Cuti Sakit") "Kami mohon cuti.\n" ENDING, "perihal/cuti", NULL},
    {"a_code_of_leave_is_cuti",
     KOP "SURAT IZIN\nNomor : 800.1.11.4/12/2024\nDiberikan izin kepada:\n" NAMES
         "selama dua belas hari kerja.\n" SIGNED,
     "perihal/cuti", NULL},
    {"cuti_bersama_is_no_cuti",
     LETTER("Libur dan Cuti Bersama Idulfitri") "Cuti bersama tidak mengurangi hak cuti tahunan "
                                                "pegawai.\n" ENDING,
     "jenis/surat-dinas", "perihal/cuti"},
    {"kenaikan_pangkat_is_kenaikan_pangkat",
     LETTER("Usul Kenaikan Pangkat Periode Oktober") "Bersama ini usul kami.\n" ENDING,
     "perihal/kenaikan-pangkat", NULL},
    {"gaji_berkala_is_no_kenaikan_pangkat",
     LETTER(
         "Kenaikan Gaji Berkala") "Gaji berkala pegawai dengan Pangkat/Gol Penata, III/c dinaikkan.\n" ENDING,
     "jenis/surat-dinas", "perihal/kenaikan-pangkat"},
    {"mutasi_pegawai_is_mutasi_jabatan", LETTER("Permohonan Mutasi Pegawai") "Mohon mutasi.\n" ENDING,
     "perihal/mutasi-jabatan", NULL},
    {"appointing_a_plt_is_mutasi_jabatan",
     KOP "SURAT PERINTAH PELAKSANA TUGAS\nNOMOR : 800/9/2024\nMemerintahkan kepada:\n" NAMES
         "sebagai Pelaksana Tugas Kepala Bidang Tanaman.\n" SIGNED,
     "perihal/mutasi-jabatan", NULL},
    {"mutasi_rekening_is_no_mutasi_jabatan",
     LETTER("Permintaan Mutasi Rekening") "Mohon mutasi rekening.\n" ENDING, "jenis/surat-dinas",
     "perihal/mutasi-jabatan"},
    {"a_citizen_who_moves_is_kependudukan",
     KOP "SURAT KETERANGAN PINDAH\nNomor : 474/9/2024\nMenerangkan kepindahan:\n" NAMES SIGNED,
     "perihal/kependudukan", NULL},
    {"a_pupil_who_moves_is_no_kependudukan",
     KOP "SURAT KETERANGAN PINDAH SEKOLAH\nNomor : 421/9/2024\nMenerangkan kepindahan:\n" NAMES SIGNED,
     "jenis/surat-keterangan", "perihal/kependudukan"},
    {"mutasi_penduduk_is_no_mutasi_jabatan",
     LETTER("Laporan Mutasi Penduduk") "Terlampir mutasi penduduk.\n" ENDING, "perihal/kependudukan",
     "perihal/mutasi-jabatan"},
    {"asking_to_be_moved_is_mutasi_jabatan",
     LETTER("Permohonan Pegawai") "Saya mengajukan pindah tugas ke Dinas Pendidikan.\n" ENDING,
     "perihal/mutasi-jabatan", NULL},
    {"an_officer_who_has_left_is_no_mutasi_jabatan",
     LETTER("Pergantian Admin Aplikasi") "Admin perlu diganti karena telah pindah tugas.\n" ENDING,
     "jenis/surat-dinas", "perihal/mutasi-jabatan"},
    {"a_plt_who_signs_is_no_mutasi_jabatan",
     LETTER("Permintaan Data") "Mohon data.\nDemikian disampaikan.\nPlt. Kepala Dinas,\nBudi\nNIP 19700101 "
                               "199503 1 001\n",
     "jenis/surat-dinas", "perihal/mutasi-jabatan"},
    {"batas_usia_pensiun_is_pensiun",
     LETTER("Pegawai yang Mencapai Batas Usia Pensiun") "Berikut nama pegawai.\n" ENDING, "perihal/pensiun",
     NULL},
    {"dismissal_for_another_reason_is_no_pensiun",
     LETTER("Pemberhentian dengan Hormat") "Pegawai diberhentikan dengan hormat karena mengundurkan "
                                           "diri.\n" ENDING,
     "jenis/surat-dinas", "perihal/pensiun"},
    {"a_tender_is_pengadaan", LETTER("Hasil Tender Gudang Benih") "Pemenang tender ialah CV Padi.\n" ENDING,
     "perihal/pengadaan", NULL},
    {"mengadakan_rapat_is_no_pengadaan", LETTER("Persiapan Rapat") "Kami akan mengadakan rapat.\n" ENDING,
     "jenis/surat-dinas", "perihal/pengadaan"},
    {"pengadaan_pegawai_is_no_pengadaan",
     LETTER("Pengadaan Pegawai Tahun 2024") "Formasi terlampir.\n" ENDING, "jenis/surat-dinas",
     "perihal/pengadaan"},
    {"penghapusan_barang_is_barang_milik_daerah",
     LETTER("Usul Penghapusan Barang Inventaris") "Traktor rusak berat.\n" ENDING,
     "perihal/barang-milik-daerah", NULL},
    {"penghapusan_of_a_debt_is_no_barang_milik_daerah",
     LETTER("Penghapusan Denda Retribusi") "Denda dihapus.\n" ENDING, "jenis/surat-dinas",
     "perihal/barang-milik-daerah"},
    {"pergeseran_anggaran_is_anggaran",
     LETTER("Usulan Pergeseran Anggaran") "Kami mengusulkan pergeseran.\n" ENDING, "perihal/anggaran", NULL},
    {"tahun_anggaran_alone_is_no_anggaran",
     LETTER("Bantuan Benih Tahun Anggaran 2024") "Biaya dibebankan pada DPA Dinas Tahun Anggaran 2024 atas "
                                                 "beban APBD.\n" ENDING,
     "jenis/surat-dinas", "perihal/anggaran"},
    {"a_finding_is_pengawasan",
     LETTER("Tindak Lanjut LHP Inspektorat") "Temuan telah ditindaklanjuti.\n" ENDING, "perihal/pengawasan",
     NULL},
    {"a_summons_by_the_inspectorate_is_pengawasan",
     INSPECTOR "Nomor : 700/21/2024\nSifat : Biasa\nHal : Panggilan\nYth. Saudara Rahmat\ndi Tempat\nAgar "
               "menghadap pada hari "
               "Senin pukul 09.00 untuk diperiksa.\n" ENDING,
     "perihal/pengawasan", NULL},
    {"inspektorat_in_tembusan_is_no_pengawasan",
     LETTER("Permintaan Data") "Ditemukan hama baru sebagai temuan lapangan.\n" ENDING
                               "Tembusan:\n1. Inspektorat Daerah\n",
     "jenis/surat-dinas", "perihal/pengawasan"},
    {"a_building_licence_is_perizinan", LETTER("Permohonan PBG Gudang Benih") "Mohon persetujuan.\n" ENDING,
     "perihal/perizinan", NULL},
    {"izin_belajar_is_no_perizinan", LETTER("Permohonan Izin Belajar") "Mohon izin belajar.\n" ENDING,
     "jenis/surat-dinas", "perihal/perizinan"},
    {"ktp_el_is_kependudukan", LETTER("Perekaman KTP-el Petani") "Mohon jadwal perekaman.\n" ENDING,
     "perihal/kependudukan", NULL},
    {"fotokopi_ktp_is_no_kependudukan",
     LETTER("Syarat Kartu Tani") "Syarat: fotokopi KTP, fotokopi kartu keluarga, akta kelahiran.\n" ENDING,
     "jenis/surat-dinas", "perihal/kependudukan"},
    {"a_complaint_is_pengaduan", LETTER("Pengaduan Pupuk Langka") "Petani mengeluh.\n" ENDING,
     "perihal/pengaduan", NULL},
    {"a_footer_with_complaint_contacts_is_no_pengaduan",
     LETTER("Permintaan Data") "Mohon data.\n" ENDING "Layanan pengaduan: SP4N-LAPOR! 0811-000-000\n",
     "jenis/surat-dinas", "perihal/pengaduan"},
    {"hibah_is_bantuan_sosial_hibah", LETTER("Permohonan Hibah Traktor") "Kami memohon hibah.\n" ENDING,
     "perihal/bantuan-sosial-hibah", NULL},
    {"perbantuan_is_no_bantuan_sosial",
     LETTER("Tugas Pembantuan dan Perbantuan Pegawai") "Dana tugas pembantuan tersedia.\n" ENDING,
     "jenis/surat-dinas", "perihal/bantuan-sosial-hibah"},
    {"maklumat_pelayanan_is_standar_pelayanan", LETTER("Penetapan Maklumat Pelayanan") "Terlampir.\n" ENDING,
     "perihal/standar-pelayanan", NULL},

    /* --- keamanan and data-pribadi --- */
    {"sifat_rahasia_is_rahasia",
     KOP "Nomor : 500/21/Distan\nSifat : Rahasia\nHal : Data Petani\n" TO "Mohon data.\n" ENDING,
     "keamanan/rahasia", "keamanan/sangat-rahasia"},
    {"sifat_sangat_rahasia_is_not_also_rahasia",
     KOP "Nomor : 500/21/Distan\nSifat : Sangat Rahasia\nHal : Data Petani\n" TO "Mohon data.\n" ENDING,
     "keamanan/sangat-rahasia", "keamanan/rahasia"},
    {"a_number_that_begins_with_r_is_rahasia",
     KOP "Nomor : R-21/Distan/VI/2024\nHal : Data Petani\n" TO "Mohon data.\n" ENDING, "keamanan/rahasia",
     NULL},
    {"a_number_that_begins_with_sr_is_sangat_rahasia",
     KOP "Nomor : SR-21/Distan/VI/2024\nHal : Data Petani\n" TO "Mohon data.\n" ENDING,
     "keamanan/sangat-rahasia", "keamanan/rahasia"},
    {"a_number_that_begins_with_t_is_terbatas",
     KOP "Nomor : T-21/Distan/VI/2024\nHal : Data Petani\n" TO "Mohon data.\n" ENDING, "keamanan/terbatas",
     NULL},
    {"a_stamp_above_the_letterhead_is_terbatas",
     "TERBATAS\n\n" KOP "Nomor : 500/21/Distan\nHal : Data Petani\n" TO "Mohon data.\n" ENDING,
     "keamanan/terbatas", NULL},
    {"a_spaced_stamp_above_the_letterhead_is_rahasia",
     "R A H A S I A\n\n" KOP "Nomor : 500/21/Distan\nHal : Data Petani\n" TO "Mohon data.\n" ENDING,
     "keamanan/rahasia", NULL},
    {"a_company_with_limited_liability_is_not_terbatas",
     KOP "Nomor : 500/21/Distan\nHal : Data Petani\nYth. Direktur Perseroan Terbatas Padi "
         "Makmur\ndi\nTempat\nMohon data.\n" ENDING,
     "jenis/surat-dinas", "keamanan/terbatas"},
    {"a_number_that_begins_with_b_is_open",
     KOP "Nomor : B-21/Distan/VI/2024\nHal : Data Petani\n" TO "Mohon data.\n" ENDING, "jenis/surat-dinas",
     "keamanan/rahasia"},
    {"rahasia_jabatan_is_no_security_class",
     LETTER("Pengambilan Sumpah") "Wajib menjaga kerahasiaan dan memegang rahasia jabatan.\n" ENDING,
     "jenis/surat-dinas", "keamanan/rahasia"},
    {"a_nik_on_the_paper_is_data_pribadi",
     KOP "SURAT KETERANGAN\nNomor : 470/12/2024\nMenerangkan bahwa:\nNama : Rahmat\nNIK : "
         "9730182510660031\nAlamat : Desa "
         "Sukamaju\nadalah petani.\n" SIGNED,
     "data-pribadi", NULL},
    {"a_nip_is_no_data_pribadi",
     KOP "SURAT KETERANGAN\nNomor : 470/12/2024\nMenerangkan bahwa:\nNama : Rahmat\nNIP : 19860813 199803 2 "
         "010\nmemiliki NIK "
         "dan NPWP.\nTelepon kantor (0788) 410377\n" SIGNED,
     "jenis/surat-keterangan", "data-pribadi"},
};

#endif
