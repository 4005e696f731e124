#!/usr/bin/env python3
"""Independent oracle for rounding: writes lines `mode value multiple expected` for rounding_check.

It follows the definition of each mode by comparing distances to the two neighbouring multiples; fractions of
integers only. The seed is fixed, so the lines are the same on every run.
"""
import random
import sys
from fractions import Fraction

CASES = 120_000
MODES = ("half_up", "half_even", "half_down", "up", "down", "higher", "lower")
MULTIPLES = [Fraction(*m) for m in (
    (1, 100), (1, 100), (1, 100), (1, 1), (1, 1), (10, 1), (1000, 1), (1, 3), (7, 20), (1, 20), (1, 10),
    (5, 1), (1, 1000), (2, 7), (10**12, 1), (1, 10**12), (2**62, 1), (2**63 - 1, 1), (1, 2**63 - 1),
    (2**63, 1), (10**30 + 1, 3), (1, 10**40))]


def rounded(value, mode, multiple):
    lower = (value / multiple).__floor__() * multiple
    if lower == value:
        return value
    higher = lower + multiple
    nearer_zero, farther = (lower, higher) if value > 0 else (higher, lower)
    if mode == "higher":
        return higher
    if mode == "lower":
        return lower
    if mode == "up":
        return farther
    if mode == "down":
        return nearer_zero
    if value - lower != higher - value:
        return lower if value - lower < higher - value else higher
    if mode == "half_up":
        return farther
    if mode == "half_down":
        return nearer_zero
    return lower if (lower / multiple).numerator % 2 == 0 else higher


def random_value(rng, multiple):
    kind = rng.randrange(8)
    whole = rng.choice((rng.randint(-50, 50), rng.randint(-10**6, 10**6), rng.randint(-2**63, 2**63 - 1)))
    if kind < 3:  # a tie
        return (whole + Fraction(1, 2)) * multiple
    if kind == 3:  # just beside a tie
        return (whole + Fraction(1, 2)) * multiple + Fraction(rng.choice((-1, 1)), 10 ** rng.randint(3, 30))
    if kind == 4:  # a multiple already
        return whole * multiple
    if kind == 5:  # money
        return Fraction(rng.randint(-10**9, 10**9), rng.choice((1, 100, 1000, 100_000)))
    if kind == 6:  # the edges of 64 bits
        edge = rng.choice((2**31, 2**62, 2**63)) + rng.randint(-3, 3)
        return Fraction(rng.choice((-1, 1)) * edge, rng.choice((1, 2, 3, 100, 2**62 + 1, 2**63 - 1)))
    return Fraction(rng.randint(-10**40, 10**40), rng.randint(1, 10**rng.randint(1, 30)))


def text(value):
    """As a decimal where that is short, so that both notations are read."""
    for places in range(13):
        scaled = value * 10**places
        if scaled.denominator == 1:
            digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
            sign = "-" if value < 0 else ""
            return sign + (digits[:-places] + "." + digits[-places:] if places else digits)
    return f"{value.numerator}/{value.denominator}"


def main():
    rng = random.Random(19)
    for case in range(CASES):
        multiple = rng.choice(MULTIPLES)
        value = random_value(rng, multiple)
        mode = MODES[case % len(MODES)]
        sys.stdout.write(f"{mode} {text(value)} {text(multiple)} {text(rounded(value, mode, multiple))}\n")


if __name__ == "__main__":
    main()
