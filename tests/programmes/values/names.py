"""Names that people in a Dutch city have, and texts that are no names."""
# ruff: noqa: RUF001 - people write their names with just these letters

_LATIN = """
Jan|Anne-Marie|Jan-Willem|Noor|Bo|Ö|Y|Li|Wu|Ng|'t Hooft|'s-Gravesande|in 't Veld|van 't Hoff
op den Camp|uit de Weerd|van der Meer|van den Heuvel|de Bruijn|IJsbrand|ĳsbrand|Van IJzendoorn
Den Ouden|ter Horst|te Riele|aan de Stegge|D'Angelo|O'Brien|O’Connor|d’Hondt|L'Écuyer|N'Diaye
M'Barek|Ouédraogo|Zoë|Chloë|Loïs|Renée|André|José|María José|Núñez|Peña|Muñoz|García Márquez
Gonçalves|João|Conceição|Müller|Größ|Weiß|Jürgen|Björk|Åse|Øyvind|Sørensen|Ærø|Šárka|Dvořák|Čapek
Łukasz|Wałęsa|Żółw|Święty|Ștefan|Țepeș|Đorđević|Živković|Ćosić|Nagy-Kovács|Őry|Bűn|Çağla|Şahin
Yıldız|Gökçe|İbrahim|Özgür|Ünal|Ağaoğlu|Nguyễn Thị Ánh|Trần|Đặng|Phạm Văn Đồng|Ngô|Ōno|Ayşegül
Kálmán|Maïssa|Hafþór|Þórunn|Guðmundsdóttir|Jóhannes|Māori|Tāne|Kahu|Keali'i|Hawai'i|Leilani|Siobhán
Caoimhe|Ó Briain|Ní Dhónaill|Mc Donald|MacLeod|St. John|Sr. Maria|J.P.|A.|Jr.|van St. Aldegonde
Smith-Jones|Garcia-Lopez|Abd al-Rahman|el-Sayed|Al Khatib|Ben Ali|Bouali|Ait Oufkir|El Idrissi
Fatima-Zahra|Nur|Abu Bakr|Haile Selassie|Tesfaye|Abebe|Oluwaseun|Ọlá|Ẹ̀bùn|Adébáyò|Ngũgĩ|Mũthoni
Wanjikũ|Xhosa|Ntombi|Thandiwe|ǃXóõ|Kwame|Kofi|Ama|Suharto|Madonna|Teller|Wijaya|Tan|Lie|Oei|Soekarno
Pattinasarany|Leatemia|Tahapary|Kromodimoelyo|Ramdien|Ho A Sim|Tjon A Ten|Lie A Ling|Wijdenbosch
Bouterse|Martina|Djaoen|Maduro|Croes|Wever|Sinlae|Hok-A-Hin|Nieuwenhuizen-Segaar|Ferrer i Guàrdia
Puig i Cadafalch|Col·lell|Gal·la|Paral·lel|Pérez y Soto|da Silva|dos Santos|de la Fuente|du Bois
le Goff|von Trapp|zu Guttenberg|af Klint|der Kinderen|Vande Velde|Vanden Broeck|Peeters|Claes|Maes
Ürsüla|Zsófia|Ljubljančan|Ģirts|Ķēniņš|Ņina|Ļubova|Ūla|Žemaitė|Ąžuolas|Ėglė|Įva|Käärik|Õnne|Ülle
Ähtäri|Strömqvist|Hjörleifsson|Quảng|Ềm|Ờ
"""
_OTHER_SCRIPTS = """
محمد|فاطمة الزهراء|عبد الله|یاسمین|دەروون|שרה|יוסף|Ольга|Пётр|Київ|Ђорђе|Љубица|Ѓорѓи|Қанат|Ұлан|Гүлнар
Γιώργος|Ελένη|Ἀλέξανδρος|Հայկ|Անահիտ|ნინო|გიორგი|ሰላም|ትግስት|መስፍን|ⵎⵓⵃⴰⵏⴷ|李小龙|王|歐陽|田中|さくら|カナ|김철수|이
अनिता|राजेश|প্রিয়া|ਗੁਰਪ੍ਰੀਤ|ગીતા|பிரியா|తెలుగు|ಕನ್ನಡ|മലയാളം|සිංහල|สมชาย|ລາວ|မြန်မာ|ភាសា|བསྟན་འཛིན|ދިވެހި
"""


def _split(text: str) -> list[str]:
    return [name for line in text.strip().splitlines() for name in line.split("|")]


NAMES = _split(_LATIN) + _split(_OTHER_SCRIPTS)

NO_NAMES = [
    "",
    " ",
    "-",
    "'",
    "...",
    "R2D2",
    "Jan 2",
    "Jan\U0001f600",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "Jan@example.org",
    "<b>Jan</b>",
    "Jan; DROP TABLE",
    "=Jan",
    "+31612345678",
    "Jan & Piet",
    "Jan/Piet",
    "Jan_Piet",
    "Jan\x00",
    "Jan\x07",
    "J\u200ban",
    "Jan\u202e",
    "\ufeffJan",
    "Jan\u00ad",
    "Jan\ud800",
    "\uff11\uff12",
    "a" * 101,
    "100%",
    "Jan (oom)",
    '"Jan"',
]
