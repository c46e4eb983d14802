import pytest

from detente.formats.parties import party_of


@pytest.mark.parametrize(
    ("name", "party"),
    [
        ("Barack Obama", ("USA", "GOV")),
        ("Lee Myung Bak", ("KOR", "GOV")),
        ("Abdullah Gül", ("TUR", "GOV")),
        ("Kim Jong-Il", ("PRK", "GOV")),
        ("Javier Solana", ("IGO:EU", "IGO")),
        ("Israeli Defense Forces", ("ISR", "MIL")),
        ("Central Intelligence Agency", ("USA", "SPY")),
    ],
)
def test_knows_persons_and_institutions_of_the_book(name, party):
    assert party_of(name) == party


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("Palestinian Territory, Occupied", "PSE"),
        ("Children (Palestinian Territory, Occupied)", "PSE"),
        ("Citizen (Macedonia)", "MKD"),
        ("Government (Holy See (Vatican City State))", "VAT"),
        ("Congo, the Democratic Republic of the", "COD"),
        ("Combatant (Hezbollah)", "LBN"),
    ],
)
def test_reads_states_however_the_archive_turns_their_names(name, state):
    assert party_of(name)[0] == state


@pytest.mark.parametrize("name", ["Human Rights Watch", "Citizen (Africa)", "Democratic Party"])
def test_gives_no_state_where_the_name_tells_none(name):
    assert party_of(name)[0] is None
