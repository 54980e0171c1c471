"""The thread of a link: the curve that goes from an event to a milestone.

Keeps the geometry alone (points of a cubic Bézier curve). Leaves where the ends stand to `lanes`,
and strokes to `palette`.
"""

import numpy as np

POINTS = 9


def curve(
    start: tuple[float, float],
    end: tuple[float, float],
    unit: float,
    lift: float,
    same_lane: bool,
) -> np.ndarray:
    """Return the POINTS points of the arc between two places, as an array of (x, y).

    x is in milliseconds, y in rows counted downwards; `unit` is the milliseconds of one row's
    height in pixels, so that a bow looks the same at every zoom. Within a lane the arc bows
    upwards, the more so as it goes far, up to `lift` rows; from lane to lane it leaves its event
    upright and lands on its milestone slantwise.
    """
    (x0, y0), (x1, y1) = start, end
    across = (x1 - x0) / unit
    if same_lane:
        bow = min(0.8 + 0.13 * abs(across), lift)
        top = min(y0, y1) - bow
        first, second = (x0 + 0.22 * (x1 - x0), top), (x1 - 0.22 * (x1 - x0), top)
    else:
        first = (x0 + 0.08 * (x1 - x0), y0 + 0.62 * (y1 - y0))
        second = (x0 + 0.62 * (x1 - x0), y1 - np.sign(y1 - y0) * min(0.25 * abs(y1 - y0), lift))
    t = np.linspace(0.0, 1.0, POINTS)[:, None]
    ends = np.array([start, first, second, end], dtype=float)
    weights = np.hstack([(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3])
    return weights @ ends
