"""The place that is nearest to a point on the map."""

from __future__ import annotations

import math
from collections.abc import Iterable

from knowledge.places.table import Place

KILOMETRES_MOST = 10.0
KILOMETRES_A_DEGREE = 111.2


class Map:
    """Places of which we know where they lie."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._spots = [(one.latitude, one.longitude, one) for one in places if one.latitude is not None and one.longitude is not None]

    def nearest(self, latitude: float, longitude: float) -> Place | None:
        """The nearest place within `KILOMETRES_MOST`; the earth is flat at that distance.

        Args:
            latitude, longitude: In degrees.
        """
        if not (abs(latitude) <= 90 and abs(longitude) <= 180):  # not a number is neither
            return None
        narrower = math.cos(math.radians(latitude))
        best, place = min(
            (((north - latitude) ** 2 + ((east - longitude) * narrower) ** 2, spot) for north, east, spot in self._spots),
            key=lambda pair: pair[0],
            default=(math.inf, None),
        )
        return place if math.sqrt(best) * KILOMETRES_A_DEGREE <= KILOMETRES_MOST else None
