#!/usr/bin/env python3
"""Rounds the quantize rows of the decTest suite with rounding_check: dectest_check.py PATH_OF_ROUNDING_CHECK

The suite is no part of this project; it is looked for in ../shared/suites/dectest beside the project. Numbers
whose exponents need more digits than the engine reads are counted, as is 05up, a rounding the language lacks.
"""
import os
import re
import subprocess
import sys
from fractions import Fraction

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SUITE = os.path.join(os.path.dirname(ROOT), "shared", "suites", "dectest")
MODES = {"half_up": "half_up", "half_even": "half_even", "half_down": "half_down", "up": "up", "down": "down",
         "ceiling": "higher", "floor": "lower"}
MAX_DIGITS = 10_000
NUMBER = re.compile(r"([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?")


def fraction(text):
    """The fraction a decTest number spells; None when it would need too many digits."""
    sign, whole, part, exponent = NUMBER.fullmatch(text).groups()
    digits, shift = int(whole + part or "0"), int(exponent or "0") - len(part)
    if digits == 0:
        return Fraction(0)
    if abs(shift) + len(whole + part) >= MAX_DIGITS:
        return None
    return (-digits if sign == "-" else digits) * Fraction(10) ** shift


def rows():
    """(value, exponent, rounding, expected) of both files."""
    with open(os.path.join(SUITE, "quantize_all_modes.tsv")) as lines:
        for line in lines:
            if not line.startswith("#"):
                value, exponent, mode, expected = line.rstrip("\n").split("\t")
                yield value, int(exponent), mode, expected
    with open(os.path.join(SUITE, "quantize.tsv")) as lines:
        for line in lines:
            if not line.startswith("#"):
                fields = line.rstrip("\n").split("\t")
                yield fields[2], int(fields[7]), fields[6], fields[8]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    if not os.path.isdir(SUITE):
        print("dectest: the suite is absent, nothing checked")
        return 0
    sys.set_int_max_str_digits(0)
    lines, not_said, too_long = [], 0, 0
    for value, exponent, mode, expected in rows():
        if mode not in MODES:
            not_said += 1
            continue
        numbers = fraction(value), fraction(f"1E{exponent}"), fraction(expected)
        if None in numbers:
            too_long += 1
            continue
        lines.append(" ".join([MODES[mode], *(f"{n.numerator}/{n.denominator}" for n in numbers)]))
    print(f"dectest: {len(lines)} rows said, {not_said} not said (05up), {too_long} with too many digits",
          flush=True)
    return subprocess.run([sys.argv[1], str(len(lines))], input="\n".join(lines) + "\n", text=True).returncode


if __name__ == "__main__":
    sys.exit(main())
