/** Given and family names that are common where they are from; the pairs are made up. */
export const latinNames: { given: string[]; family: string[] }[] = [
  {
    given: "Maya Elin Ludvig Saga Nils Tyra Axel Freja Ebba Torsten Solveig Åke Märta Björn".split(
      " ",
    ),
    family:
      "Lindqvist Sjöholm Ekdahl Norrby Hallgren Bäckström Vinterskog Rosenlind Åkerblad Tjäder Söderlund Kvistgaard Myrdal Öhrn".split(
        " ",
      ),
  },
  {
    given:
      "Lena Jonas Mareike Till Anneke Florian Käthe Rüdiger Jule Hannes Frauke Moritz Svenja Götz".split(
        " ",
      ),
    family:
      "Weberling Brückmann Altenhof Kienast Rösler Hagedorn Wiesenthaler Oberlack Schönfuß Tiefenbach Grünwedel Sattelmair Pöhler Zinnbauer".split(
        " ",
      ),
  },
  {
    given:
      "Zoë Bastien Maëlle Théo Océane Rémi Noémie Léandre Inès Gaëtan Solène Hervé Clémence Yaël".split(
        " ",
      ),
    family:
      "Fontvieille Larrivée Beauclair Tissandier Delavigne Marchelot Roquefeuil Cazaubon Lesnard Vauquelin Hérisson Perrachon Quénard Aubépin".split(
        " ",
      ),
  },
  {
    given:
      "Ximena Andrés Lucía Iñaki Rocío Joaquín Marisol Tomás Abril Néstor Paloma Íñigo Candela Ramiro".split(
        " ",
      ),
    family:
      "Valderrama Echegoyen Montálvez Zubiaurre Carranza Peñaflor Quiroga Arístegui Bermúdez Lanzagorta Ochotorena Villaseca Nogueras Tarragó".split(
        " ",
      ),
  },
  {
    given:
      "Beatriz Caio Luana Davi Joana Thiago Iara Otávio Renata Zeca Marília Nuno Flávia Breno".split(
        " ",
      ),
    family:
      "Cavalheiro Guimaraens Figueirôa Sampaiol Brandãozinho Teixeirinha Mourão Capixaba Loureiral Vasconcelles Paranhos Saldanhão Pitombo Araújas".split(
        " ",
      ),
  },
  {
    given:
      "Łukasz Zuzanna Kacper Jagoda Mikołaj Bronisława Olek Halszka Tymon Żaneta Ignacy Kinga Wit Dobrawa".split(
        " ",
      ),
    family:
      "Żurawik Kołodziejak Świetlik Majcherek Gołębiak Trzcinka Wróblik Pająkowski Dębowiec Jasieniec Sokólak Brzózka Leśniarek Ćwierczak".split(
        " ",
      ),
  },
  {
    given: "Çağla Emre Defne Kerem Şule Barış Işıl Ozan Gülce Tuna Nehir Yiğit Sevgi Doruk".split(
      " ",
    ),
    family:
      "Öztunalı Karabulut Yıldızhan Demircan Akgünlü Tekinsoy Şahinbaş Bozyurt Erenköylü Kılıçlar Günaydınlı Sarıçam Uludere Taşpınar".split(
        " ",
      ),
  },
  {
    given: "Thảo Minh Quỳnh Đạt Linh Khang Hạnh Tuấn Ngọc Phúc Diệp Sơn Trâm Việt".split(" "),
    family:
      "Nguyễnhà Trầnlâm Phạmgia Lêphương Hoàngvy Đỗtâm Võan Bùithư Huỳnhmai Đặngbảo Dươngthi Vũhải Trịnhkim Phankhôi".split(
        " ",
      ),
  },
  {
    given:
      "Amara Kofi Chidinma Tunde Ngozi Sefu Wanjiru Kwabena Folake Themba Adaeze Baraka Zola Ifeanyi".split(
        " ",
      ),
    family:
      "Okonjari Mensahene Adeyinkaro Wekesara Nwabuezeh Dlaminiko Osei-Tanko Mutiso-Reli Balogunda Kipkemoiya Eze-Ukwula Achiengor Mokoenara Owusurah".split(
        " ",
      ),
  },
  {
    given:
      "Ishani Rohan Meera Arjun Kavya Vihaan Anjali Dev Tara Nikhil Sanya Kabir Leela Omkar".split(
        " ",
      ),
    family:
      "Raghunathan Deshpandey Chatterjia Menonkar Bhattarai-Rao Kulkarnia Seshadrin Varmalal Ghoshdastin Pillaimar Joshikant Nairwadi Patelson Iyengara".split(
        " ",
      ),
  },
  {
    given:
      "Rowan Imogen Callum Niamh Piers Tamsin Ewan Orla Jasper Bronwyn Fergus Maeve Alistair Cerys".split(
        " ",
      ),
    family:
      "Thistlewood Hargreavely Pennyfeather Oakhampton Dunmorrow Ashgrove O'Gallivan Merriweather-Cole Fenwickham Blackmarsh Llewelling Carrowmoor Wintergill Kestrelman".split(
        " ",
      ),
  },
  {
    given:
      "Giada Matteo Ornella Luca Fiorenza Dario Ilaria Sandro Chiara Elio Benedetta Ugo Noemi Ivo".split(
        " ",
      ),
    family:
      "Montecorvi Bellandrini Cortopasso Ferravalle Santacrocia Lombardiero Passalacque Rondinara Tramontini Vercellone Gualdieri Acquarone Castelvecchi Bramantino".split(
        " ",
      ),
  },
];

/** Names as their owners write them, and as they spell them for a handle. */
export const nativeNames: [written: string, spelled: string][] = [
  ["水沢はるか", "haruka mizusawa"],
  ["ソラ@写真", "sora tamagawa"],
  ["霧島 蓮", "ren kirishima"],
  ["小鳥遊ゆい🐦", "yui takanashi"],
  ["藤崎 湊", "minato fujisaki"],
  ["星野すばる", "subaru hoshinoya"],
  ["서하윤", "hayun seo"],
  ["달빛민준 🌙", "minjun dalbit"],
  ["한소라", "sora hanbyeol"],
  ["윤지우", "jiwoo yunseul"],
  ["林曉雲", "xiaoyun linhai"],
  ["陳柏宇", "boyu chenxi"],
  ["苏清禾", "qinghe sulan"],
  ["周子墨 🎋", "zimo zhouyuan"],
  ["Алёна Ветрова", "alyona vetrova"],
  ["Мирон Озеров", "miron ozerov"],
  ["Лада Снежина ❄️", "lada snezhina"],
  ["Тарас Гайовий", "taras haiovyi"],
  ["Олеся Калинська", "olesia kalynska"],
  ["Добромир Велчев", "dobromir velchev"],
  ["ليلى الحداد", "layla alhaddadi"],
  ["نور القاضي", "nour alqadiri"],
  ["يوسف منصور ✦", "youssef mansourat"],
  ["سلمى بنجلون", "salma benjellouni"],
  ["نیلوفر راد", "niloufar radmanesh"],
  ["کیان شریفی", "kian sharifpour"],
  ["נועה ברקת", "noa bareketi"],
  ["איתן שגיא", "eitan sagivan"],
  ["Ελένη Παπαδάκη", "eleni papadakaki"],
  ["Νίκος Αυγερινός", "nikos avgerinos"],
  ["अनन्या जोशी", "ananya joshikar"],
  ["विवान कपूर", "vivaan kapoorthal"],
  ["অর্ণব সেন", "arnab sengupto"],
  ["தமிழினி", "tamizhini selvan"],
  ["நிலா மணி", "nila manikavasa"],
  ["ปลายฟ้า", "plaifah suwannee"],
  ["ภูผา ใจดี", "phupha jaideean"],
  ["ნინო მთვარაძე", "nino mtvaradzia"],
  ["Անի Սարգսյան", "ani sargsyanik"],
  ["ሰላም ተስፋዬ", "selam tesfayeh"],
];
