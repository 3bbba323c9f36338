"""When two written names may be one: told by a coordinator who reads them aloud."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.values.alike import alike
from tests.programmes.values.names import NAMES

# Words of any letters: accents, doubled letters and scripts of all kinds.
WORDS = st.text(st.characters(categories=("Lu", "Ll"), max_codepoint=0x24F), max_size=12)
WRITTEN = st.one_of(st.sampled_from(NAMES), WORDS, st.text(max_size=8))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohammed", "Muhammad"),
        ("Fatima", "Fatma"),
        ("Özgür", "Ozgur"),
        ("Y\u0131ld\u0131z", "Yildiz"),
        ("İbrahim", "Ibrahim"),
        ("Łukasz", "lukasz"),
        ("El Idrissi", "Elidrissi"),
        ("El Idrissi", "Idrissi"),
        ("Anne-Marie", "Annemarie"),
        ("Oumaima", "Umayma"),
        ("Youssef", "Joessoef"),
        ("Abdullah", "Abdoellah"),
        ("Sjaima", "Chaima"),
        ("Sophie", "Sofie"),
        ("Djamila", "Jamila"),
        ("Sara", "Sarah"),
        ("Ali", "Aly"),
        ("Jan", "Janneke"),
        ("Demir", "Demirr"),
        ("محمد", "محمّد"),
        ("Wu", "WU"),
    ],
)
def test_two_spellings_are_one_name(one: str, other: str) -> None:
    assert alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Demir", "Yilmaz"),
        ("Yildiz", "Yilmaz"),
        ("de Vries", "de Boer"),
        ("Jansen", "Peters"),
        ("Yusuf", "Amina"),
        ("Noor", "Nora"),
        ("Ali", "Omar"),
        ("Omar", "Amir"),
        ("Emma", "Anna"),
        ("Lina", "Nina"),
        ("Aylin", "Ayla"),
    ],
)
def test_two_names_stay_two(one: str, other: str) -> None:
    assert not alike(one, other)


@pytest.mark.parametrize("longer", ["Joris", "Job", "Jozef"])
def test_two_letters_say_too_little(longer: str) -> None:
    assert not alike("Jo", longer)


@pytest.mark.parametrize(("one", "other"), [("", ""), ("", "Jan"), ("-", "-"), ("-", "'")])
def test_no_letters_are_no_name(one: str, other: str) -> None:
    assert not alike(one, other)


@given(st.sampled_from(NAMES))
def test_a_name_is_like_itself_however_it_is_typed(name: str) -> None:
    assert alike(name, name)
    assert alike(name, f" {name.replace(' ', '-')}")


@given(WRITTEN, WRITTEN)
def test_it_does_not_matter_which_one_comes_first(one: str, other: str) -> None:
    assert alike(one, other) == alike(other, one)


@given(WRITTEN)
def test_what_is_like_itself_has_letters(name: str) -> None:
    assert any(letter.isalpha() for letter in name) or not alike(name, name)
