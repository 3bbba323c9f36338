"""Invented people: first and last names as they are heard in Dutch cities, combined at random."""

from dataclasses import dataclass

from matching.management.demo.chance import Chance


@dataclass(frozen=True)
class Name:
    """A first name, an infix such as "van der", and a last name."""

    first: str
    infix: str
    last: str


_FIRST = {
    "dutch": "Anneke|Bart|Carla|Daan|Els|Femke|Gerard|Hanneke|Ilse|Jan|Karin|Lieke|Marieke|Niels|Olga|Peter"
    "|Renske|Sjoerd|Truus|Ursula|Wim|Yvonne|Zoë|René|Joke|Kees|Toon|Riet|Fleur|Thijs|Sanne|Maarten|Loes|Hein",
    "turkish": "Ayşe|Mehmet|Elif|Emre|Fatma|Yusuf|Zeynep|Hakan|Gül|Ömer|Derya|Burak|Sevgi|Kerem|Nuray|Çağla",
    "arabic": "Fatima|Mohammed|Amina|Youssef|Khadija|Hassan|Layla|Omar|Samira|Karim|Nour|Rachid|Salma|Bilal"
    "|Hanan|Ilyas|Zineb|Mustafa|Imane|Tarik",
    "eritrean": "Selam|Yonas|Abrehet|Filmon|Senait|Dawit|Helen|Robel|Feven|Samuel|Rahwa|Kidane",
    "polish": "Agnieszka|Piotr|Katarzyna|Tomasz|Małgorzata|Paweł|Zofia|Jakub|Ewa|Michał|Łucja|Stanisław",
    "somali": "Hodan|Abdi|Ifrah|Liban|Sahra|Farah|Ayaan|Warsame|Nimco|Guled",
    "ukrainian": "Oksana|Andrij|Iryna|Dmytro|Olena|Taras|Natalia|Bohdan|Svitlana|Ivan",
    "kurdish": "Berivan|Azad|Rojin|Serdar|Dilan|Rebin|Shilan|Karwan|Avin|Baran",
    "persian": "Shirin|Reza|Maryam|Farhad|Parisa|Navid|Zahra|Jamshid|Laleh|Ahmad|Soraya|Omid",
    "southern": "Ana|João|María|Carlos|Luisa|Miguel|Rosa|Pedro|Inês|Gabriel|Elena|Andrei|Dolores|Shurwin",
    "other": "Anh|Li|Mira|Elira|Arben|Priya|Kumar|Eva|László|Amara|Tesfa|Julie|Marco|Nadia",
}
_LAST = {
    "dutch": "de Vries|Jansen|van den Berg|Bakker|van Dijk|Smits|van der Heijden|Vermeulen|de Wit|Peters"
    "|van de Ven|Hendriks|Verhoeven|van den Broek|Kuijpers|van Rooij|de Bruijn|Schoenmakers|van der Linden"
    "|Coppens|van 't Hof|Spierings|ten Brink|Maas|van Gestel|Timmermans|op den Kamp|Heesakkers",
    "turkish": "Öztürk|Kaya|Demir|Şahin|Çelik|Bulut|Özdemir|Arslan|Doğan|Koç|Kurt|Güneş",
    "arabic": "El Amrani|Bouzidi|Haddad|El Idrissi|Benali|Al-Khatib|Chaouch|Azzouzi|Mansour"
    "|El Hamdaoui|Najjar|Amrous|Saidi|Barakat",
    "eritrean": "Tesfay|Gebremariam|Habte|Kidane|Mehari|Tekle|Berhane|Haile",
    "polish": "Kowalczyk|Wójcik|Lewandowska|Zieliński|Dąbrowski|Mazur|Krawczyk|Grabowska",
    "somali": "Hassan Ali|Warsame|Abdullahi|Jama|Mohamud|Nur",
    "ukrainian": "Shevchuk|Kovalenko|Bondar|Tkachenko|Melnyk|Kravets",
    "kurdish": "Ahmadi|Barzan|Demirci|Karim|Rashid|Salih",
    "persian": "Hosseini|Rahimi|Karimi|Ahmadzai|Noori|Sharifi|Yusufzai|Moradi",
    "southern": "da Silva|Fernandes|Popescu|Martina|García|Ionescu|Rodrigues|Winklaar|Dimitrov|López",
    "other": "Nguyen|Chen|Hoxha|Kovač|Sivakumar|Nagy|Bekele|Khan|Rossi|Georgiev",
}
_HEARD_WITH = {
    code: culture
    for culture, codes in {
        "dutch": "nl en dse",
        "turkish": "tr",
        "arabic": "ar ary rif",
        "eritrean": "ti am",
        "polish": "pl",
        "somali": "so",
        "ukrainian": "uk ru",
        "kurdish": "kmr ckb",
        "persian": "fa fa-AF ps",
        "southern": "pt es pap ro bg",
    }.items()
    for code in codes.split()
}
_INFIXES = ("van den", "van der", "van de", "van 't", "op den", "van", "de", "ten", "da")


def name(chance: Chance, *, language: str) -> Name:
    """Draw a full name that goes with a home language; a few people have one name only."""
    first = first_name(chance, language=language)
    if chance.happens(1):
        return Name(first, "", "")
    last = chance.one_of(_LAST[_HEARD_WITH.get(language, "other")].split("|"))
    infix = next((infix for infix in _INFIXES if last.startswith(f"{infix} ")), "")
    return Name(first, infix, last.removeprefix(infix).strip())


def first_name(chance: Chance, *, language: str) -> str:
    """Draw a first name that goes with a home language."""
    return chance.one_of(_FIRST[_HEARD_WITH.get(language, "other")].split("|"))
