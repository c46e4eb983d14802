import datetime as dt

from eval.leaders import Tenure, comebacks, summary

from detente.relations.turnovers import Contrast


def tenure(state, leader, start, end):
    return Tenure(state=state, leader=leader, start=dt.date(start, 1, 1), end=dt.date(end, 12, 31))


def test_finds_leaders_who_returned_with_the_years_between():
    every = [
        tenure("JPN", "Abe", 2004, 2006),
        tenure("JPN", "Noda", 2007, 2009),
        tenure("JPN", "Abe", 2010, 2014),
        tenure("CHE", "Couchepin", 2003, 2003),
        tenure("CHE", "Couchepin", 2008, 2008),
        tenure("USA", "Bush", 2002, 2008),
    ]
    (found,) = comebacks(every, range(2002, 2015))
    assert (found.state, found.leader) == ("JPN", "Abe")
    assert found.years == ((2004, 2005, 2006), (2007, 2008, 2009), (2010, 2011, 2012, 2013, 2014))


def test_placebos_leave_their_own_band_five_times_in_a_hundred():
    shifts = [Contrast(value=(n - 50) / 50, variance=0.04) for n in range(101)]
    strong = [Contrast(value=3.0, variance=0.04)] * 10
    found = summary({"turnovers": strong, "placebos": shifts})
    assert found["beyond"] == 1
    assert found["placebo_beyond"] < 0.06
    assert found["tau2"] > found["placebo_tau2"]
