"""What is to be reached, against the reference tables; only where these lie beside the project (`../shared/places`)."""

from __future__ import annotations

import pytest

from tests.places.measure import Figures, figures
from tests.places.reference import REFERENCE, shipped_places, whole_places

if REFERENCE.is_dir():

    @pytest.fixture(scope="module")
    def ours() -> Figures:
        return figures(shipped_places(), only_known=True)

    @pytest.fixture(scope="module")
    def whole() -> Figures:
        return figures(whole_places(), only_known=False)

    def test_every_postcode_is_in_its_province(ours: Figures, whole: Figures) -> None:
        assert (ours.postcodes.right, whole.postcodes.right) == (1.0, 1.0)

    def test_the_names_that_are_shipped(ours: Figures) -> None:
        assert ours.names.count > 1_400
        assert ours.names.right >= 0.92
        assert ours.names.wrong == 0
        assert ours.ambiguous >= 0.85
        assert ours.slips.right >= 0.82
        assert ours.slips.wrong <= 0.02

    def test_the_names_after_an_import(whole: Figures) -> None:
        assert whole.names.count > 2_300
        assert whole.names.right >= 0.99
        assert whole.names.wrong <= 0.005
        assert whole.ambiguous >= 0.95
        assert whole.slips.right >= 0.89
        assert whole.slips.wrong <= 0.005

    def test_ordinary_sentences(ours: Figures, whole: Figures) -> None:
        assert max(ours.free, whole.free) <= 0.01
else:

    def test_the_bench_says_in_one_line_that_there_is_nothing_to_hold_against(capsys: pytest.CaptureFixture[str]) -> None:
        from tests.places import bench  # noqa: PLC0415 (its arguments are those of pytest otherwise)

        assert bench.main([]) == 0
        assert capsys.readouterr().out.count("\n") == 1
