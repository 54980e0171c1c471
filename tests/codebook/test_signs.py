"""The colours of codes stay apart for every eye and on every page.

The distance is CIEDE2000 (Sharma, Wu and Dalal 2005, whose test data check it here); eyes are simulated as Machado,
Oliveira and Fernandes (2009) do at their full severity.
"""

from itertools import combinations

import numpy as np
import pytest

from analytics import palette
from codebook import signs

EYES = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
ALL = [*signs.RESERVED, *signs.FREE]


def linear(color: str) -> np.ndarray:
    values = np.array([int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def lab(light: np.ndarray) -> np.ndarray:
    relative = TO_XYZ @ np.clip(light, 0, 1) / np.array([0.95047, 1, 1.08883])
    f = np.where(relative > 216 / 24389, np.cbrt(relative), (24389 / 27 * relative + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def apart(one: np.ndarray, other: np.ndarray) -> float:
    """CIEDE2000 between two colours of the Lab space."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    g = 0.5 * (1 - np.sqrt(mean**7 / (mean**7 + 25**7)))
    c1, c2 = np.hypot((1 + g) * a1, b1), np.hypot((1 + g) * a2, b2)
    h1, h2 = (np.degrees(np.arctan2(b, (1 + g) * a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = 0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    hue = h1 + h2 if c1 * c2 == 0 else (h1 + turn / 2) % 360
    dl, dc, dh = l2 - l1, c2 - c1, 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2))
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    cos = [np.cos(np.radians(k * hue + shift)) for k, shift in ((1, -30), (2, 0), (3, 6), (4, -63))]
    t = 1 - 0.17 * cos[0] + 0.24 * cos[1] + 0.32 * cos[2] - 0.20 * cos[3]
    sl = 1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2)
    sc, sh = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    twist = np.radians(60 * np.exp(-(((hue - 275) / 25) ** 2)))
    rt = -2 * np.sqrt(chroma**7 / (chroma**7 + 25**7)) * np.sin(twist)
    return float(np.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + rt * dc / sc * dh / sh))


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_the_distance_is_that_of_the_published_pairs(one, other, distance):
    assert apart(np.array(one), np.array(other)) == pytest.approx(distance, abs=5e-5)


@pytest.mark.parametrize("eye", EYES)
def test_any_two_colours_stay_apart(eye):
    seen = {color: lab(EYES[eye] @ linear(color)) for color in ALL}
    near = {(a, b): round(apart(seen[a], seen[b]), 1) for a, b in combinations(ALL, 2) if apart(seen[a], seen[b]) < 9.7}
    assert not near


@pytest.mark.parametrize("color", ALL)
def test_a_colour_stands_out_on_white_and_on_dark(color):
    light = float(linear(color) @ TO_XYZ[1])
    assert 1.05 / (light + 0.05) > 2.2
    assert (light + 0.05) / (float(linear("#17181A") @ TO_XYZ[1]) + 0.05) > 2.1


def test_figures_and_cooperation_keep_the_colours_of_the_charts_and_lend_them_to_nobody():
    assert signs.FIGURE_COLORS == {key: figure.colour for key, figure in palette.FIGURES.items()}
    assert signs.COOPERATION == palette.COOPERATION
    assert set(signs.RESERVED) == {*signs.FIGURE_COLORS.values(), signs.COOPERATION}
    assert not set(signs.FREE) & set(signs.RESERVED)
    assert signs.choices("#009E73") == [*signs.FREE, "#009E73"]


def test_a_figure_has_its_own_shape_and_any_code_one():
    assert signs.shape("cross", "trainer") == "square"
    assert signs.shape("cross", None) == "cross"
    assert signs.shape(None, None) == "circle"
    assert set(signs.MARKS) == set(signs.SHAPES)
